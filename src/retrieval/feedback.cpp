#include <baton/retrieval/feedback.hpp>

#include <utility>

#include <baton/core/runtime.hpp>

#include "composed.hpp"
#include "relevance_model.hpp"

namespace baton::inline v0 {
namespace {

using StorePointer = std::shared_ptr<const Store>;

FoundChunks search_twice(const Store& store, const Query& query, const FeedbackOptions& options,
                         const Context& context) {
  const FoundChunks best = store.search_keywords(query.text, options.passages, query.filter);
  if (best.empty() || query.top == 0) return {};
  context.check();
  return store.search_words(widened(query.text, best, store.languages(), options), query.top, query.filter);
}

Task<FoundChunks> find_with_feedback(StorePointer store, FeedbackOptions options, Query query, Context context) {
  co_return co_await context.runtime().blocking([&] { return search_twice(*store, query, options, context); },
                                                context);
}

}  // namespace

std::shared_ptr<const Retriever> feedback_retriever(StorePointer store, FeedbackOptions options) {
  require_part(store, "a feedback retriever needs a store: open one first");
  require_that(options.passages > 0, "FeedbackOptions::passages must be above 0");
  require_that(options.words <= 500, "FeedbackOptions::words must be at most 500");
  require_that(options.share >= 0.0 && options.share <= 1.0, "FeedbackOptions::share must be from 0 to 1");
  return composed("retrieve with feedback", [store = std::move(store), options](Query query, Context context) {
    return find_with_feedback(store, options, std::move(query), std::move(context));
  });
}

}  // namespace baton::inline v0
