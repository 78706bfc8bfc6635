#pragma once

#include <cstddef>
#include <span>
#include <string>

#include <baton/core/export.hpp>
#include <baton/eval/dataset.hpp>

namespace baton::inline v0 {

/// How good a ranking is, each from 0 to 1, looking at its first `k`.
struct RankingScores {
  double recall = 0;           ///< share of the relevant that are there
  double precision = 0;        ///< share of `k` that is relevant
  double reciprocal_rank = 0;  ///< 1 / the rank of the first that is relevant; its mean is MRR
  double average_precision = 0;  ///< mean of the precision at each relevant one, over all relevant; its mean is MAP
  double ndcg = 0;  ///< gains are the grades, discounted by log2(rank + 1), over those of the best ranking
};

/// Scores a ranking of sources, best first. A source counts where it comes first; what comes after `k`
/// different ones is not looked at. Relevant is what has a grade above 0. Without anything relevant all
/// scores are 0. Throws `invalid_argument` for a `k` of 0.
///
/// Source: Manning, Raghavan, Schütze, Introduction to Information Retrieval, 2008, chapter 8; Järvelin and
/// Kekäläinen, Cumulated gain-based evaluation of IR techniques, 2002, for nDCG.
[[nodiscard]] BATON_EXPORT RankingScores score_ranking(std::span<const std::string> sources,
                                                       std::span<const Relevant> relevant, std::size_t k);

}  // namespace baton::inline v0
