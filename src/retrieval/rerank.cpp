#include <baton/retrieval/rerank.hpp>

#include <algorithm>
#include <utility>

#include "composed.hpp"

namespace baton::inline v0 {
namespace {

using RetrieverPointer = std::shared_ptr<const Retriever>;
using RerankerPointer = std::shared_ptr<const Reranker>;

FoundChunks in_order(FoundChunks found, const std::vector<Ranked>& order, const Reranker& reranker) {
  FoundChunks result;
  std::vector<bool> taken(found.size(), false);
  for (const Ranked& each : order) {
    if (each.index >= found.size() || taken[each.index]) {
      throw Error(ErrorCode::bad_response, "the reranker " + reranker.name() + " named text " +
                                               std::to_string(each.index) + " of " + std::to_string(found.size()) +
                                               ", which was not sent or comes twice");
    }
    taken[each.index] = true;
    found[each.index].score = each.score;
    result.push_back(std::move(found[each.index]));
  }
  return result;
}

Task<FoundChunks> find_reranked(RetrieverPointer retriever, RerankerPointer reranker, RerankOptions options,
                                Query query, Context context) {
  const std::size_t top = query.top;
  std::string question = query.text;
  query.top = std::max(top, options.candidates);
  FoundChunks found = co_await retriever->retrieve(std::move(query), context);
  if (found.empty() || top == 0) co_return FoundChunks();
  std::vector<std::string> texts;
  for (const ScoredChunk& each : found) texts.push_back(each.chunk.text);
  std::vector<Ranked> order = co_await reranker->rerank(std::move(question), std::move(texts), top, context);
  if (order.size() > top) order.resize(top);
  co_return in_order(std::move(found), order, *reranker);
}

Task<FoundChunks> find_reordered(RetrieverPointer retriever, Query query, Context context) {
  co_return reordered_for_long_context(co_await retriever->retrieve(std::move(query), context));
}

}  // namespace

RetrieverPointer rerank_retriever(RetrieverPointer retriever, RerankerPointer reranker, RerankOptions options) {
  require_part(retriever, "a reranking retriever needs a retriever to begin with");
  require_part(reranker, "a reranking retriever needs a reranker");
  return composed("retrieve reranked", [=](Query query, Context context) {
    return find_reranked(retriever, reranker, options, std::move(query), std::move(context));
  });
}

FoundChunks reordered_for_long_context(FoundChunks chunks) {
  FoundChunks front;
  FoundChunks back;
  for (std::size_t i = 0; i < chunks.size(); ++i) (i % 2 == 0 ? front : back).push_back(std::move(chunks[i]));
  std::ranges::move(back.rbegin(), back.rend(), std::back_inserter(front));
  return front;
}

RetrieverPointer long_context_retriever(RetrieverPointer retriever) {
  require_part(retriever, "a long-context retriever needs a retriever to begin with");
  return composed("retrieve for long context", [=](Query query, Context context) {
    return find_reordered(retriever, std::move(query), std::move(context));
  });
}

}  // namespace baton::inline v0
