#include "retrieval/weight_search.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace baton {
namespace {

/// One relevant candidate that only the second retriever prefers.
FusionCase second_is_right() {
  FusionCase result;
  result.relevant = 1;
  result.candidates.push_back({.gains = {1.0, 0.0}, .source = 0, .relevant = false});
  result.candidates.push_back({.gains = {0.0, 1.0}, .source = 1, .relevant = true});
  return result;
}

TEST(WeightSearch, MeasuresNdcg) {
  EXPECT_DOUBLE_EQ(mean_ndcg10({second_is_right()}, {0.0, 1.0}), 1.0);
  EXPECT_DOUBLE_EQ(mean_ndcg10({second_is_right()}, {1.0, 0.0}), 1.0 / std::log2(3.0));
}

TEST(WeightSearch, ASourceCountsOnce) {
  FusionCase twice;
  twice.relevant = 2;
  for (int i = 0; i < 2; ++i) twice.candidates.push_back({.gains = {1.0}, .source = 0, .relevant = true});
  EXPECT_DOUBLE_EQ(mean_ndcg10({twice}, {1.0}), 1.0 / (1.0 + 1.0 / std::log2(3.0)));
}

TEST(WeightSearch, FindsTheRetrieverThatIsRight) {
  const auto found = search_weights({second_is_right()}, 2);
  EXPECT_DOUBLE_EQ(found.ndcg10, 1.0);
  EXPECT_GT(found.weights[1], found.weights[0]);
  EXPECT_NEAR(found.weights[0] + found.weights[1], 1.0, 1e-12);
}

TEST(WeightSearch, OneRetrieverHasAllTheWeight) {
  FusionCase single;
  single.relevant = 1;
  single.candidates.push_back({.gains = {1.0}, .source = 0, .relevant = true});
  EXPECT_EQ(search_weights({single}, 1).weights, (std::vector<double>{1.0}));
}

}  // namespace
}  // namespace baton
