#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/provider/embedder.hpp>
#include <baton/provider/reranker.hpp>
#include <baton/retrieval/retriever.hpp>

namespace baton::inline v0 {

struct RerankOptions {
  std::size_t candidates = 50;  ///< asked of the retriever, at least as many as the query's `top`
};

/// Lets `reranker` order what `retriever` finds: a model that reads question and passage together
/// (`reranker("cohere/rerank-v3.5")`, Jina, vLLM: docs/provider.md), `sentence_reranker` or `model_reranker`. The score is the
/// reranker's. Traced as one retrieval span. Throws `invalid_argument` for a null part, and `bad_response` when the
/// reranker names a text that was not sent.
///
///     auto best = rerank_retriever(hybrid_retriever(store, embedder), reranker("jina/jina-reranker-v3"));
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Retriever> rerank_retriever(
    std::shared_ptr<const Retriever> retriever, std::shared_ptr<const Reranker> reranker, RerankOptions options = {});

/// A reranker out of an embedder: the score of a text is the cosine of its best piece of some 200 bytes, cut
/// at sentences. For encoders made for sentences, which blur a whole passage. Embeds every piece at each query.
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Reranker> sentence_reranker(
    std::shared_ptr<const Embedder> embedder);

/// Orders for a model's long context, which is read best at its beginning and end (Liu et al. 2023, "Lost in the
/// Middle"): the best passage first, the second last, and so on; the worst ends up in the middle.
[[nodiscard]] BATON_EXPORT std::vector<ScoredChunk> reordered_for_long_context(std::vector<ScoredChunk> chunks);

/// A retriever whose answers are in that order.
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Retriever> long_context_retriever(
    std::shared_ptr<const Retriever> retriever);

}  // namespace baton::inline v0
