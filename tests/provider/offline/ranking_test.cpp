#include "provider/offline/ranking.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace baton::offline;

std::string best(std::string_view asked, std::string text) {
  auto question = analyse(asked, "");
  const auto all = rank(question, {Passage{1, "", std::move(text)}});
  const auto top = std::ranges::max_element(all, {}, &Candidate::score);
  return top == all.end() || top->score <= 0 ? "" : top->unit.text;
}

TEST(Question, DropsStopWordsAndStems) {
  const auto question = analyse("How do the engines start?", "");
  ASSERT_EQ(question.terms.size(), 2U);
  EXPECT_EQ(question.terms[0].stem, "engin");
  EXPECT_TRUE(question.asks_manner);
}

TEST(Question, AFollowUpBorrowsTheEarlierTopic) {
  EXPECT_TRUE(analyse("And why?", "").terms.empty());
  const auto question = analyse("And why?", "What is HNSW?");
  ASSERT_EQ(question.terms.size(), 1U);
  EXPECT_EQ(question.terms[0].stem, "hnsw");
  EXPECT_EQ(analyse("Does the SQLite writer block?", "What is HNSW?").terms.size(), 3U);
}

TEST(Question, KnowsWhatIsAskedFor) {
  EXPECT_TRUE(analyse("How many threads?", "").asks_number);
  EXPECT_TRUE(analyse("What is a chain?", "").asks_definition);
  EXPECT_TRUE(analyse("Why SQLite?", "").asks_reason);
}

TEST(Ranking, PrefersTheSentenceThatHoldsTheWords) {
  EXPECT_EQ(best("Who wrote the parser?", "The lexer is old. Anna wrote the parser. Tests exist."), "Anna wrote the parser.");
}
TEST(Ranking, PrefersStatementsToHeadingsAndQuestions) {
  EXPECT_EQ(best("What is the default port?", "# Default port\n\nWhat is the default port? The default port is 8080.\n"),
            "The default port is 8080.");
}
TEST(Ranking, TheHeadingCountsForItsSentences) {
  EXPECT_EQ(best("default timeout", "# Retries\n\nThe default is three.\n\n# Timeout\n\nThe default is ten seconds.\n"),
            "The default is ten seconds.");
}
TEST(Ranking, PrefersDefinitionsForWhatIs) {
  EXPECT_EQ(best("What is a checkpoint?", "Every checkpoint is written to disk by a writer. A checkpoint is a saved state of the graph."),
            "A checkpoint is a saved state of the graph.");
}
TEST(Ranking, NothingInCommonScoresNothing) { EXPECT_EQ(best("football champions", "SQLite is the store."), ""); }

TEST(Ranking, CoverageIsAShare) {
  auto question = analyse("alpha beta gamma", "");
  for (const auto& c : rank(question, {Passage{1, "beta.md", "Alpha here. Beta there. Gamma, alpha and beta."}})) {
    EXPECT_GE(c.coverage, 0.0);
    EXPECT_LE(c.coverage, 1.0 + 1e-12);
  }
}

}  // namespace
