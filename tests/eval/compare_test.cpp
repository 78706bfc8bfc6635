#include <baton/eval/report.hpp>

#include <random>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

namespace baton {
namespace {

/// `rows` questions with scores around `mean`.
EvalReport report(const std::string& name, double mean, double spread, std::uint64_t seed, int rows = 100) {
  EvalReport out{.name = name};
  std::mt19937_64 random(seed);
  for (int i = 0; i < rows; ++i) {
    const double noise = static_cast<double>(random() % 1'000) / 1'000 - 0.5;
    out.rows.push_back({.id = std::to_string(i), .scores = {{"m", mean + spread * noise}}});
  }
  return out;
}

TEST(Compare, ARealDifferenceIsSeen) {
  const auto all = compare(report("a", 0.5, 0.2, 1), report("b", 0.6, 0.2, 2));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].metric, "m");
  EXPECT_EQ(all[0].questions, 100U);
  EXPECT_NEAR(all[0].second - all[0].first, 0.1, 0.03);
  EXPECT_LT(all[0].p_value, 0.001);
  EXPECT_GT(all[0].low, 0.05);
  EXPECT_LT(all[0].high, 0.15);
  EXPECT_EQ(all[0].better + all[0].worse, 100U);
}

// Of runs that differ by chance alone, about one in twenty has a p below 0.05.
TEST(Compare, ChanceIsNotTakenForADifference) {
  int found = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const auto all = compare(report("a", 0.5, 0.4, 2 * seed, 40), report("b", 0.5, 0.4, 2 * seed + 1, 40), {.samples = 500});
    if (all[0].p_value < 0.05) ++found;
  }
  EXPECT_LE(found, 12);
  EXPECT_GE(found, 1);
}

TEST(Compare, TheSameIsTheSame) {
  const auto one = report("a", 0.5, 0.3, 1);
  const auto all = compare(one, one);
  EXPECT_EQ(all[0].p_value, 1);
  EXPECT_EQ(all[0].low, 0);
  EXPECT_EQ(all[0].high, 0);
  EXPECT_EQ(all[0].better, 0U);
}

TEST(Compare, OnlyWhatBothHaveCounts) {
  const EvalReport first{.name = "a", .rows = {{.id = "1", .scores = {{"m", 0.5}, {"n", 1}}}, {.id = "2", .scores = {{"m", 0.1}}}}};
  const EvalReport second{.name = "b", .rows = {{.id = "3", .scores = {{"m", 0.9}}}, {.id = "1", .scores = {{"m", 0.7}}}}};
  const auto all = compare(first, second);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].questions, 1U);
  EXPECT_DOUBLE_EQ(all[0].first, 0.5);
  EXPECT_DOUBLE_EQ(all[0].second, 0.7);
}

TEST(Compare, NothingInCommonIsRefused) {
  const EvalReport first{.name = "a", .rows = {{.id = "1", .scores = {{"m", 0.5}}}}};
  const EvalReport second{.name = "b", .rows = {{.id = "2", .scores = {{"m", 0.5}}}}};
  EXPECT_THROW((void)compare(first, second), Error);
  EXPECT_THROW((void)compare(first, first, {.samples = 0}), Error);
}

TEST(Means, AreOverTheRowsThatHaveTheMetric) {
  const EvalReport one{.rows = {{.scores = {{"m", 1}, {"n", 0.5}}}, {.scores = {{"m", 0}}}, {}}};
  EXPECT_EQ(one.means(), (std::map<std::string, double>{{"m", 0.5}, {"n", 0.5}}));
}

}  // namespace
}  // namespace baton
