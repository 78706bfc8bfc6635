#include <baton/retrieval/rewriting.hpp>

#include <algorithm>
#include <utility>

#include <baton/core/text.hpp>
#include <baton/core/when_all.hpp>
#include <baton/output/list.hpp>
#include <baton/output/text.hpp>
#include <baton/prompt/template.hpp>

#include "composed.hpp"
#include "fusion.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::size_t most_queries = 16;
constexpr std::size_t most_query_bytes = 4'000;

struct RewritingParts {
  std::shared_ptr<const Retriever> retriever;
  Model model;
  QuestionRewriting rewriting;
  HybridOptions options;
};

/// The queries in an answer, each once.
std::vector<std::string> queries_in(const ChatResponse& response, const QuestionRewriting& rewriting) {
  std::vector<std::string> lines;
  if (rewriting.one_text) {
    lines.push_back(text(response));
  } else {
    lines = line_list(response);
  }
  std::vector<std::string> queries;
  for (const std::string& line : lines) {
    std::string query(utf8_prefix(line, most_query_bytes));
    const bool blank = query.find_first_not_of(" \t\r\n") == std::string::npos;
    if (blank || queries.size() == rewriting.most || std::ranges::find(queries, query) != queries.end()) continue;
    queries.push_back(std::move(query));
  }
  if (!queries.empty()) return queries;
  throw Error(ErrorCode::model_output_invalid, "the model wrote no query").with_partial(response.text());
}

Task<FoundChunks> find_rewritten(std::shared_ptr<const RewritingParts> parts, Query query, Context context) {
  ChatRequest request;
  request.messages.push_back(Message::user(parts->rewriting.explain(query.text)));
  const ChatResponse response = co_await parts->model.complete(std::move(request), context);
  std::vector<std::string> texts = queries_in(response, parts->rewriting);
  if (parts->rewriting.keep_question) texts.push_back(query.text);
  const std::size_t top = query.top;
  query.top = std::max(top, parts->options.candidates);
  std::vector<Task<FoundChunks>> searches;
  for (std::string& each : texts) {
    query.text = std::move(each);
    searches.push_back(parts->retriever->retrieve(query, context));
  }
  std::vector<FoundChunks> found = co_await when_all(std::move(searches));
  if (found.size() == 1) {
    if (found[0].size() > top) found[0].resize(top);
    co_return std::move(found[0]);
  }
  std::vector<WeightedList> lists;
  for (FoundChunks& each : found) lists.push_back({std::move(each), 1.0});
  co_return fuse(std::move(lists), parts->options, top);
}

}  // namespace

std::string QuestionRewriting::explain(std::string_view question) const {
  return Template::parse(prompt).render({{"question", std::string(question)}, {"most", most}});
}

QuestionRewriting multi_query(std::size_t most) {
  return {.prompt = "Write {{ most }} different ways to ask the question below, for searching documents that may use other "
                    "words. One on a line, and nothing else.\n\nQuestion: {{ question }}",
          .most = most};
}

QuestionRewriting step_back() {
  return {.prompt = "Write one more general question whose answer gives the background needed to answer the question "
                    "below. One line, and nothing else.\n\nQuestion: {{ question }}",
          .most = 1};
}

QuestionRewriting decomposition(std::size_t most) {
  return {.prompt = "Split the question below into at most {{ most }} simpler questions that together answer it, each "
                    "complete in itself. One on a line, and nothing else. If it is simple, repeat it.\n\nQuestion: {{ question }}",
          .most = most};
}

QuestionRewriting hypothetical_passage() {
  return {.prompt = "Write a short passage, as it might stand in a document, that answers the question below. Only the "
                    "passage.\n\nQuestion: {{ question }}",
          .one_text = true,
          .keep_question = false,
          .most = 1};
}

std::shared_ptr<const Retriever> rewriting_retriever(std::shared_ptr<const Retriever> retriever, Model model,
                                                     QuestionRewriting rewriting, HybridOptions options) {
  require_part(retriever, "a rewriting retriever needs a retriever to search with");
  require_that(rewriting.most >= 1 && rewriting.most <= most_queries, "QuestionRewriting::most must be from 1 to 16");
  require_that(options.k > 0.0, "HybridOptions::k must be above 0");
  static_cast<void>(Template::parse(rewriting.prompt));
  const auto parts = std::make_shared<const RewritingParts>(
      RewritingParts{std::move(retriever), std::move(model), std::move(rewriting), options});
  return composed("retrieve rewritten", [parts](Query query, Context context) {
    return find_rewritten(parts, std::move(query), std::move(context));
  });
}

}  // namespace baton::inline v0
