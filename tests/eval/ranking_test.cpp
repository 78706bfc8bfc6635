#include <baton/eval/ranking.hpp>

#include <cmath>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

namespace baton {
namespace {

const std::vector<std::string> five = {"a", "b", "c", "d", "e"};

TEST(Ranking, IsScoredAsTheBooksSay) {
  const std::vector<Relevant> relevant = {{.source = "a", .grade = 3}, {.source = "c", .grade = 2}, {.source = "x", .grade = 1}};
  const RankingScores scores = score_ranking(five, relevant, 5);
  EXPECT_DOUBLE_EQ(scores.recall, 2.0 / 3);
  EXPECT_DOUBLE_EQ(scores.precision, 2.0 / 5);
  EXPECT_DOUBLE_EQ(scores.reciprocal_rank, 1.0);
  EXPECT_DOUBLE_EQ(scores.average_precision, (1.0 + 2.0 / 3) / 3);
  const double ideal = 3 + 2 / std::log2(3.0) + 1 / std::log2(4.0);
  EXPECT_DOUBLE_EQ(scores.ndcg, (3 + 2 / std::log2(4.0)) / ideal);
}

TEST(Ranking, OnlyTheFirstKCount) {
  const std::vector<Relevant> relevant = {{.source = "c"}};
  EXPECT_DOUBLE_EQ(score_ranking(five, relevant, 2).recall, 0);
  EXPECT_DOUBLE_EQ(score_ranking(five, relevant, 3).reciprocal_rank, 1.0 / 3);
  EXPECT_DOUBLE_EQ(score_ranking(five, relevant, 3).ndcg, 1 / std::log2(4.0));
}

TEST(Ranking, ASourceCountsWhereItComesFirst) {
  const std::vector<std::string> chunks = {"b", "b", "a", "a"};
  const std::vector<Relevant> relevant = {{.source = "a"}};
  const RankingScores scores = score_ranking(chunks, relevant, 2);
  EXPECT_DOUBLE_EQ(scores.reciprocal_rank, 0.5);
  EXPECT_DOUBLE_EQ(scores.recall, 1);
}

TEST(Ranking, OfTwoGradesTheBetterCounts) {
  const std::vector<Relevant> relevant = {{.source = "a", .grade = 1}, {.source = "a", .grade = 2}, {.source = "b", .grade = 0}};
  EXPECT_DOUBLE_EQ(score_ranking(five, relevant, 5).ndcg, 1);
  EXPECT_DOUBLE_EQ(score_ranking(five, relevant, 5).recall, 1);
}

TEST(Ranking, NothingIsZero) {
  EXPECT_DOUBLE_EQ(score_ranking(five, {}, 5).ndcg, 0);
  EXPECT_DOUBLE_EQ(score_ranking({}, std::vector<Relevant>{{.source = "a"}}, 5).ndcg, 0);
  EXPECT_THROW((void)score_ranking(five, {}, 0), Error);
}

}  // namespace
}  // namespace baton
