#include "memory/fact_score.hpp"

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

namespace baton {
namespace {

using std::chrono::hours;

TEST(FactScore, RecencyHalvesAndNeverExceedsOne) {
  const FactOptions options{.half_life = hours(10)};
  Fact fact;
  fact.confirmed = std::chrono::system_clock::time_point(hours(100));
  EXPECT_NEAR(recency_of(fact, options, fact.confirmed), 1.0, 1e-12);
  EXPECT_NEAR(recency_of(fact, options, fact.confirmed + hours(20)), 0.25, 1e-12);
  EXPECT_EQ(recency_of(fact, options, fact.confirmed - hours(20)), 1.0);
}

TEST(FactScore, RetentionIsTheWeightedMean) {
  FactOptions options{.recency_weight = 1.0, .importance_weight = 3.0, .half_life = hours(10)};
  Fact fact;
  fact.importance = 0.5;
  EXPECT_NEAR(retention_of(fact, options, fact.confirmed + hours(10)), 0.5, 1e-12);
  EXPECT_NEAR(retention_of(fact, options, fact.confirmed), 0.625, 1e-12);
  options.recency_weight = options.importance_weight = 0.0;
  EXPECT_EQ(retention_of(fact, options, fact.confirmed), 1.0);
}

}  // namespace
}  // namespace baton
