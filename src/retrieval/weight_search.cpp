#include "weight_search.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace baton::inline v0 {
namespace {

constexpr std::size_t depth = 10;
constexpr int steps = 20;
constexpr int most_rounds = 20;

double discount(std::size_t rank) { return 1.0 / std::log2(static_cast<double>(rank) + 1.0); }

double ideal_gain(std::size_t relevant) {
  double sum = 0.0;
  for (std::size_t rank = 1; rank <= std::min(relevant, depth); ++rank) sum += discount(rank);
  return sum;
}

double fused_score(const FusionCase::Candidate& candidate, const std::vector<double>& weights) {
  double score = 0.0;
  for (std::size_t i = 0; i < weights.size(); ++i) score += weights[i] * candidate.gains[i];
  return score;
}

double ndcg10(const FusionCase& each, const std::vector<double>& weights) {
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t i = 0; i < each.candidates.size(); ++i) {
    order.emplace_back(-fused_score(each.candidates[i], weights), i);
  }
  const std::size_t count = std::min(depth, order.size());
  std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(count));
  std::vector<std::size_t> seen;
  double gain = 0.0;
  for (std::size_t rank = 1; rank <= count; ++rank) {
    const auto& candidate = each.candidates[order[rank - 1].second];
    if (!candidate.relevant || std::ranges::find(seen, candidate.source) != seen.end()) continue;
    seen.push_back(candidate.source);
    gain += discount(rank);
  }
  return gain / ideal_gain(each.relevant);
}

/// The weights with the share `share` of the sum at `which`, the others keeping their proportions.
std::vector<double> with_share(std::vector<double> weights, std::size_t which, double share) {
  double others = 0.0;
  for (std::size_t i = 0; i < weights.size(); ++i) others += i == which ? 0.0 : weights[i];
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (i == which) {
      weights[i] = share;
    } else {
      weights[i] = others > 0.0 ? weights[i] / others * (1.0 - share)
                                : (1.0 - share) / static_cast<double>(weights.size() - 1);
    }
  }
  return weights;
}

}  // namespace

double mean_ndcg10(const std::vector<FusionCase>& cases, const std::vector<double>& weights) {
  double sum = 0.0;
  for (const FusionCase& each : cases) sum += ndcg10(each, weights);
  return sum / static_cast<double>(cases.size());
}

FoundWeights search_weights(const std::vector<FusionCase>& cases, std::size_t retrievers) {
  std::vector<double> weights(retrievers, 1.0 / static_cast<double>(retrievers));
  double best = mean_ndcg10(cases, weights);
  bool improved = retrievers > 1;
  const std::size_t free = retrievers == 2 ? 1 : retrievers;  // the share of one of two is that of the other
  for (int round = 0; improved && round < most_rounds; ++round) {
    improved = false;
    for (std::size_t which = 0; which < free; ++which) {
      for (int step = 0; step <= steps; ++step) {
        auto other = with_share(weights, which, static_cast<double>(step) / steps);
        const double value = mean_ndcg10(cases, other);
        if (value <= best + 1e-12) continue;
        weights = std::move(other);
        best = value;
        improved = free > 1;
      }
    }
  }
  return {std::move(weights), best};
}

}  // namespace baton::inline v0
