#pragma once

#include <cstddef>
#include <memory>

#include <baton/core/export.hpp>
#include <baton/index/store.hpp>
#include <baton/provider/embedder.hpp>
#include <baton/retrieval/retriever.hpp>

namespace baton::inline v0 {

/// How `mmr_retriever` weighs relevance against variety.
struct MmrOptions {
  double relevance = 0.7;       ///< 1: the order stays as it is; 0: only variety counts
  std::size_t candidates = 50;  ///< asked of the retriever, at least as many as the query's `top`
};

/// Picks from what `retriever` finds, one after the other, what is relevant and unlike what was picked: maximal
/// marginal relevance (Carbonell and Goldstein 1998, "The Use of MMR, Diversity-Based Reranking for Reordering
/// Documents and Producing Summaries"). Relevance is the retriever's score, brought to [0, 1] by its best and worst
/// candidate; likeness is the cosine of the vectors in `store`, where the chunks must come from. A chunk without vector is
/// like no other. The score is that of the retriever. Traced as one retrieval span.
///
/// Throws `invalid_argument` for a null part or a relevance outside of 0 to 1.
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Retriever> mmr_retriever(
    std::shared_ptr<const Retriever> retriever, std::shared_ptr<const Store> store, MmrOptions options = {});

/// The same for retrievers of any kind: embeds the candidates' texts at each query.
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Retriever> mmr_retriever(
    std::shared_ptr<const Retriever> retriever, std::shared_ptr<const Embedder> embedder, MmrOptions options = {});

}  // namespace baton::inline v0
