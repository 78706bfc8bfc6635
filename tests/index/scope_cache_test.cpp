#include "index/scope_cache.hpp"

#include <numeric>

#include <gtest/gtest.h>

namespace baton {
namespace {

SqlCondition condition(std::int64_t value) { return {.text = "n=?", .values = {value}}; }

std::shared_ptr<const IdSet> set_of(std::size_t size) {
  std::vector<std::int64_t> ids(size);
  std::iota(ids.begin(), ids.end(), 0);
  return std::make_shared<const IdSet>(std::move(ids));
}

TEST(ScopeCache, KnowsTheSetsOfOneGeneration) {
  ScopeCache cache;
  const auto ids = set_of(3);
  cache.keep(5, condition(1), ids);
  EXPECT_EQ(cache.find(5, condition(1)), ids);
  EXPECT_EQ(cache.find(5, condition(2)), nullptr);
  EXPECT_EQ(cache.find(5, {.text = "n<?", .values = {std::int64_t{1}}}), nullptr);
  EXPECT_EQ(cache.find(4, condition(1)), nullptr);
  EXPECT_EQ(cache.find(6, condition(1)), nullptr);
  cache.keep(4, condition(2), ids);  // from a reader of an older snapshot
  EXPECT_EQ(cache.find(5, condition(1)), ids);
  cache.keep(6, condition(2), ids);
  EXPECT_EQ(cache.find(5, condition(1)), nullptr);
  EXPECT_EQ(cache.find(6, condition(1)), nullptr);
  EXPECT_EQ(cache.find(6, condition(2)), ids);
}

TEST(ScopeCache, DropsTheOneNotAskedForLongest) {
  ScopeCache cache;
  for (std::int64_t i = 0; i < 32; ++i) cache.keep(1, condition(i), set_of(1));
  EXPECT_NE(cache.find(1, condition(0)), nullptr);
  cache.keep(1, condition(32), set_of(1));
  EXPECT_NE(cache.find(1, condition(0)), nullptr);
  EXPECT_EQ(cache.find(1, condition(1)), nullptr);
  EXPECT_NE(cache.find(1, condition(2)), nullptr);
}

TEST(ScopeCache, HoldsNoMoreThanFourMillionIds) {
  ScopeCache cache;
  const auto large = set_of(1'400'000);
  for (std::int64_t i = 0; i < 3; ++i) cache.keep(1, condition(i), large);
  EXPECT_EQ(cache.find(1, condition(0)), nullptr);
  EXPECT_NE(cache.find(1, condition(1)), nullptr);
  EXPECT_NE(cache.find(1, condition(2)), nullptr);
}

}  // namespace
}  // namespace baton
