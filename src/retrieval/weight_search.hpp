#pragma once

#include <cstddef>
#include <vector>

namespace baton::inline v0 {

/// What one question's fusion is judged by: for each distinct candidate chunk its gain in each retriever's list (0 where
/// it is not), its source, and whether that is relevant. Candidates are in the order that ties are broken by.
struct FusionCase {
  struct Candidate {
    std::vector<double> gains;
    std::size_t source = 0;
    bool relevant = false;
  };
  std::vector<Candidate> candidates;
  std::size_t relevant = 0;  ///< sources in all
};

/// The mean nDCG@10 of fusing with these weights.
[[nodiscard]] double mean_ndcg10(const std::vector<FusionCase>& cases, const std::vector<double>& weights);

/// Weights and what they reach.
struct FoundWeights {
  std::vector<double> weights;
  double ndcg10 = 0.0;
};
/// Coordinate ascent from equal weights: each weight in turn takes the best of 21 shares of the sum, until a
/// round changes nothing. Of equal values the weights that came first stay.
[[nodiscard]] FoundWeights search_weights(const std::vector<FusionCase>& cases, std::size_t retrievers);

}  // namespace baton::inline v0
