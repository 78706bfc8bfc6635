#include "retrieval/relevance_model.hpp"

#include <map>

#include <gtest/gtest.h>

#include "retrieval/support.hpp"

namespace baton {
namespace {

std::map<std::string, double> weights(const std::vector<WeightedWord>& words) {
  std::map<std::string, double> result;
  for (const auto& word : words) result[word.word] = word.weight;
  return result;
}

ScoredChunk passage(std::string text, double score) {
  ScoredChunk result = testing::scored("x", score);
  result.chunk.text = std::move(text);
  return result;
}

TEST(RelevanceModel, MixesTheQuestionWithWhatIsTypical) {
  const std::vector<ScoredChunk> best = {passage("lift lift drag stall", 3.0), passage("lift mach", 1.0)};
  const auto mixed = weights(widened("lift lift wing", best, {"en"}, {.passages = 2, .words = 2, .share = 0.5}));
  // lift: 3 × 2/4 + 1 × 1/2 = 2; drag, stall: 3/4 each; mach: 1/2. The two best: lift and drag.
  EXPECT_EQ(mixed.size(), 3U);
  EXPECT_NEAR(mixed.at("lift"), 0.5 * 2 / 3 + 0.5 * 2 / 2.75, 1e-12);
  EXPECT_NEAR(mixed.at("drag"), 0.5 * 0.75 / 2.75, 1e-12);
  EXPECT_NEAR(mixed.at("wing"), 0.5 / 3, 1e-12);
}

TEST(RelevanceModel, AllShareIsTheQuestionsWhenThePassagesHaveNoWords) {
  const std::vector<ScoredChunk> best = {passage("", 3.0)};
  EXPECT_NEAR(weights(widened("wing", best, {"en"}, {})).at("wing"), 1.0, 1e-12);
  EXPECT_TRUE(widened("", {}, {"en"}, {}).empty());
}

}  // namespace
}  // namespace baton
