#include "cache/similar.hpp"

#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/trace.hpp>

#include "cache/question_list.hpp"

namespace baton::inline v0 {
namespace {

using Core = std::shared_ptr<const CacheCore>;

Task<Embedding> meaning_of(const Core& core, const std::string& question, const Context& context) {
  std::vector<std::string> texts(1, question);
  auto vectors = co_await core->options.semantic.embedder->embed(std::move(texts), EmbedPurpose::query, context);
  if (vectors.size() != 1) {
    throw Error(ErrorCode::bad_response, "the embedder gave another number of vectors than of texts");
  }
  co_return normalised(std::move(vectors.front()));
}

Task<QuestionList> stored_questions(const Core& core, const std::string& partition, const Context& context) {
  const auto bytes = co_await core->store->get(partition, context);
  co_return bytes ? QuestionList(*bytes) : QuestionList();
}

Task<std::optional<QuestionList::Match>> match_for(const Core& core, RequestName& name, const Context& context) {
  std::optional<QuestionList::Match> match;
  try {
    name.meaning = co_await meaning_of(core, name.question, context);
    const QuestionList questions = co_await stored_questions(core, name.partition, context);
    match = questions.nearest(name.meaning);
  } catch (...) {
    warn_of_cache(context, current_error());
  }
  const bool near = match && match->similarity >= core->options.semantic.threshold;
  co_return near ? match : std::nullopt;
}

}  // namespace

Task<std::optional<CacheEntry>> find_similar(Core core, RequestName& name, bool with_deltas,
                                             const Context& context) {
  const auto match = co_await match_for(core, name, context);
  if (!match) co_return std::nullopt;
  auto found = co_await find_entry(core, match->key, with_deltas, context);
  // Another question would have had other arguments; a refreshed answer may call tools where the old one did not.
  if (found && !found->response->message.tool_calls().empty()) co_return std::nullopt;
  if (found) {
    note_cache(context, "similar");
    if (context.tracer() != nullptr && context.span() != 0) {
      context.tracer()->attribute(context.span(), "baton.cache.similarity", match->similarity);
    }
  }
  co_return found;
}

Task<void> remember_question(Core core, const RequestName& name, const ChatResponse& response,
                             const Context& context) {
  if (name.meaning.empty() || !response.message.tool_calls().empty()) co_return;
  try {
    // Whoever adds reads the list, and writes a longer one.
    const Turns::Turn turn = co_await Turns::take(core->turns, name.partition, context);
    QuestionList questions;
    try {
      questions = co_await stored_questions(core, name.partition, context);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::data_corrupt) throw;  // a damaged list is begun anew
    }
    questions.add(name.key, name.meaning, core->options.semantic.max_questions);
    co_await core->store->put(name.partition, questions.bytes(), core->options.time_to_live, context);
  } catch (...) {
    warn_of_cache(context, current_error());
  }
}

}  // namespace baton::inline v0
