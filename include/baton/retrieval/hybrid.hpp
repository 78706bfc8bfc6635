#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/index/store.hpp>
#include <baton/provider/embedder.hpp>
#include <baton/retrieval/retriever.hpp>

namespace baton::inline v0 {

/// How the lists of several retrievers become one.
enum class Fusion : std::uint8_t {
  /// A chunk gains weight / (k + rank) in each list: Cormack, Clarke and Buettcher 2009, "Reciprocal Rank
  /// Fusion outperforms Condorcet". Needs no comparable scores, and forgets how clear a lead was.
  reciprocal_rank,
  /// A chunk gains weight × score in each list, the list's scores brought to [0, 1] by its best and worst
  /// candidate. Keeps clear leads; the better choice when one retriever is much weaker than the other.
  relative_score,
};

/// How a hybrid retriever fuses.
struct HybridOptions {
  Fusion fusion = Fusion::relative_score;
  double k = 60.0;              ///< of reciprocal rank fusion, above 0
  std::size_t candidates = 50;  ///< asked of each retriever, at least as many as the query's `top`
};

/// A retriever with its share in the fusion. Weights are relative to one another.
struct WeightedRetriever {
  std::shared_ptr<const Retriever> retriever;
  double weight = 1.0;
};

/// Asks all retrievers at the same time and fuses their lists. A chunk is the same in two lists when
/// source and span are. The score is the fused one. Traced as one retrieval span around the others.
///
/// Throws `invalid_argument` for no retrievers, a null one, a weight that is not a number above 0, or
/// a `k` that is not above 0.
///
///     auto hybrid = hybrid_retriever({{keyword_retriever(store), 0.7}, {vector_retriever(store, embedder), 0.3}});
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Retriever> hybrid_retriever(
    std::vector<WeightedRetriever> retrievers, HybridOptions options = {});

/// Keywords and vectors of one store, with the weights that did best on Cranfield (docs/retrieval.md).
[[nodiscard]] BATON_EXPORT std::shared_ptr<const Retriever> hybrid_retriever(
    std::shared_ptr<const Store> store, std::shared_ptr<const Embedder> embedder);

}  // namespace baton::inline v0
