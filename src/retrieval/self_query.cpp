#include <baton/retrieval/self_query.hpp>

#include <optional>
#include <utility>

#include <baton/chain/repair.hpp>
#include <baton/output/structured.hpp>

#include "record_search.hpp"

namespace baton::inline v0 {

struct WrittenQuery {
  std::string query;
  Json filter;
};
BATON_FIELDS(WrittenQuery, (query, "What is searched for, without what the filter says"),
             (filter, "The filter; {} when the question names no condition"))

namespace {

struct SelfQuery {
  std::shared_ptr<const RecordSearch> search;
  Model model;
  std::vector<FilterKey> keys;
};

/// What a question was split into.
struct SplitQuestion {
  std::string query;
  Filter filter;
};

const char* type_name(FilterType type) {
  switch (type) {
    case FilterType::number:
      return "number";
    case FilterType::boolean:
      return "true or false";
    default:
      return "text";
  }
}

SplitQuestion checked_split(const ChatResponse& response, const std::vector<FilterKey>& keys) {
  WrittenQuery written = structured<WrittenQuery>(response);
  Filter filter = written.filter.is_null() ? Filter() : filter_from_json(written.filter);
  check_filter_keys(filter, keys);
  return {std::move(written.query), std::move(filter)};
}

/// Whether the model can do better when it is told.
bool is_writers_fault(const Error& error) {
  return detail::is_repairable(error) || error.code() == ErrorCode::invalid_argument ||
         error.code() == ErrorCode::limit_exceeded;
}

Task<SplitQuestion> split_question(std::shared_ptr<const SelfQuery> parts, const std::string& question,
                                   Context context) {
  ChatRequest request;
  request.messages.push_back(Message::user(explain_self_query(question, parts->keys)));
  std::optional<Error> failure;
  for (int attempt = 0; attempt < 2; ++attempt) {
    const ChatResponse response = co_await parts->model.complete(request, context);
    try {
      co_return checked_split(response, parts->keys);
    } catch (const Error& error) {
      if (!is_writers_fault(error)) throw;
      failure = error;
    }
    detail::show_error(request, response, repair_prompt(*failure));
  }
  throw Error(ErrorCode::model_output_invalid, "the model wrote no filter that can be used: " + failure->message())
      .with_cause(*failure);
}

Task<FoundChunks> find_by_self_query(std::shared_ptr<const SelfQuery> parts, Query query, Context context) {
  SplitQuestion split = co_await split_question(parts, query.text, context);
  // A question that is all condition is still searched for.
  if (split.query.find_first_not_of(" \t\r\n") != std::string::npos) query.text = std::move(split.query);
  Filter both = parts->search->filter && query.filter && std::move(split.filter);
  co_return co_await find_records(parts->search, std::move(query), std::move(both), context);
}

}  // namespace

std::string explain_self_query(const std::string& question, const std::vector<FilterKey>& keys) {
  std::string prompt_text =
      "Split the question into what is searched for and conditions on these keys:\n\n";
  for (const FilterKey& key : keys) {
    prompt_text += key.name + " (" + type_name(key.type) + ')';
    prompt_text += key.description.empty() ? "\n" : ": " + key.description + '\n';
  }
  return prompt_text +
         "\nA filter is an object: {\"key\": …, \"op\": …, \"value\": …} with op one of eq, ne, lt, le, gt, ge, in (value is "
         "an array), contains, exists (no value); or {\"and\": […]}, {\"or\": […]}, {\"not\": {…}}; or {} for none. "
         "Use only conditions that the question names.\n\nQuestion: " +
         question + "\n\n" + Structured<WrittenQuery>::instructions();
}

std::shared_ptr<const Retriever> self_query_retriever(RecordSearch search, Model model, std::vector<FilterKey> keys) {
  check_search(search);
  require_that(!keys.empty(), "a self-query needs the keys that its filters may use");
  const auto parts = std::make_shared<const SelfQuery>(
      SelfQuery{std::make_shared<const RecordSearch>(std::move(search)), std::move(model), std::move(keys)});
  return composed("retrieve by self-query", [parts](Query query, Context context) {
    return find_by_self_query(parts, std::move(query), std::move(context));
  });
}

}  // namespace baton::inline v0
