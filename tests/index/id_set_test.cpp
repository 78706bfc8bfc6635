#include <baton/index/id_set.hpp>

#include <limits>
#include <random>
#include <set>

#include <gtest/gtest.h>

namespace baton {
namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

TEST(IdSet, HoldsWhatItWasGiven) {
  for (const std::vector<std::int64_t>& ids : std::vector<std::vector<std::int64_t>>{
           {}, {7}, {3, 1, 2, 3}, {-5, 0, 64, 128}, {lowest, highest}, {lowest, 0}, {highest, highest - 1}}) {
    const IdSet set(ids);
    const std::set<std::int64_t> expected(ids.begin(), ids.end());
    EXPECT_EQ(set.size(), expected.size());
    EXPECT_TRUE(std::ranges::equal(set.ids(), expected));
    for (const std::int64_t id : {lowest, highest, std::int64_t{-6}, std::int64_t{-1}, std::int64_t{0}, std::int64_t{1}, std::int64_t{65}, std::int64_t{7}}) {
      EXPECT_EQ(set.contains(id), expected.contains(id)) << id;
    }
  }
}

TEST(IdSet, IsTheSameDenseOrSparse) {
  std::mt19937 random(1);
  for (const std::int64_t step : {1, 3, 1000}) {
    std::vector<std::int64_t> ids;
    for (std::int64_t i = 0; i < 2000; ++i) {
      if (random() % 3 == 0) ids.push_back(i * step - 900);
    }
    const IdSet set(ids);
    const std::set<std::int64_t> expected(ids.begin(), ids.end());
    for (std::int64_t id = -2000; id < 3000; ++id) ASSERT_EQ(set.contains(id), expected.contains(id)) << id;
  }
}

}  // namespace
}  // namespace baton
