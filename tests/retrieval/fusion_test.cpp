#include "retrieval/fusion.hpp"

#include <gtest/gtest.h>

namespace baton {
namespace {

WeightedList list(double weight, const std::vector<std::pair<std::string, double>>& entries) {
  WeightedList result{.chunks = {}, .weight = weight};
  for (const auto& [source, score] : entries) {
    ScoredChunk chunk;
    chunk.chunk.source = source;
    chunk.score = score;
    result.chunks.push_back(chunk);
  }
  return result;
}

std::vector<std::string> sources(const std::vector<ScoredChunk>& chunks) {
  std::vector<std::string> result;
  for (const auto& chunk : chunks) result.push_back(chunk.chunk.source);
  return result;
}

using Sources = std::vector<std::string>;

TEST(Fusion, ReciprocalRanksAddUp) {
  const HybridOptions options{.fusion = Fusion::reciprocal_rank, .k = 60.0};
  const auto fused = fuse({list(1.0, {{"a", 9}, {"b", 8}}), list(2.0, {{"b", 0.5}, {"c", 0.4}})}, options, 10);
  EXPECT_EQ(sources(fused), (Sources{"b", "c", "a"}));
  EXPECT_DOUBLE_EQ(fused[0].score, 1.0 / 62.0 + 2.0 / 61.0);
  EXPECT_DOUBLE_EQ(fused[1].score, 2.0 / 62.0);
  EXPECT_DOUBLE_EQ(fused[2].score, 1.0 / 61.0);
}

TEST(Fusion, RelativeScoresKeepAClearLead) {
  const HybridOptions options{.fusion = Fusion::relative_score};
  const auto fused =
      fuse({list(0.5, {{"a", 100}, {"b", 10}, {"c", 0}}), list(0.5, {{"c", 0.9}, {"b", 0.89}, {"d", 0.1}})}, options, 10);
  EXPECT_EQ(sources(fused), (Sources{"b", "a", "c", "d"}));
  EXPECT_NEAR(fused[0].score, 0.5 * 0.1 + 0.5 * (0.79 / 0.8), 1e-12);
  EXPECT_DOUBLE_EQ(fused[1].score, 0.5);
}

TEST(Fusion, EqualScoresCountFully) {
  const HybridOptions options{.fusion = Fusion::relative_score};
  EXPECT_DOUBLE_EQ(fuse({list(0.3, {{"a", 2}, {"b", 2}})}, options, 10)[1].score, 0.3);
}

TEST(Fusion, TiesAreOrderedBySourceNotById) {
  auto one = list(1.0, {{"z", 1}, {"a", 1}});
  one.chunks[0].id = 1;
  one.chunks[1].id = 2;
  EXPECT_EQ(sources(fuse({one}, {.fusion = Fusion::relative_score}, 10)), (Sources{"a", "z"}));
}

TEST(Fusion, PassagesOfOneSourceStayApart) {
  auto one = list(1.0, {{"a", 2}, {"a", 1}});
  one.chunks[1].chunk.span = {.begin = 10, .end = 20, .first_line = 2, .last_line = 3};
  EXPECT_EQ(fuse({one, one}, {}, 10).size(), 2U);
}

TEST(Fusion, GivesNoMoreThanAskedForAndNothingOfNothing) {
  EXPECT_EQ(fuse({list(1.0, {{"a", 3}, {"b", 2}, {"c", 1}})}, {}, 2).size(), 2U);
  EXPECT_TRUE(fuse({}, {}, 2).empty());
  EXPECT_TRUE(fuse({list(1.0, {})}, {}, 2).empty());
}

}  // namespace
}  // namespace baton
