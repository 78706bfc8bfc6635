#include "retrieval/answer_draft.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "retrieval/support.hpp"

namespace baton {
namespace {

TEST(AnswerDraft, BoundsWhatAModelWrites) {
  auto passage = testing::scored("a.md", 1.0);
  passage.chunk.text = "The museum opens at ten.";
  WrittenAnswer written{.answered = true, .statements = {}};
  for (int i = 0; i < 100; ++i) written.statements.push_back({std::string(10'000, 'x'), 1, "opens at ten"});
  const Draft draft = checked_draft(written, {passage});
  EXPECT_EQ(draft.statements.size(), 64U);
  EXPECT_EQ(draft.statements[0].text.size(), 4'000U);
}

TEST(AnswerDraft, OddNumbersAndEmptyTextsAreUnsupported) {
  auto passage = testing::scored("a.md", 1.0);
  passage.chunk.text = "The museum opens at ten.";
  WrittenAnswer written{.answered = true, .statements = {}};
  for (const std::int64_t number : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{2}, std::numeric_limits<std::int64_t>::max()}) {
    written.statements.push_back({"claim", number, "opens at ten"});
  }
  written.statements.push_back({"", 1, "opens at ten"});
  EXPECT_TRUE(checked_draft(written, {passage}).statements.empty());
  EXPECT_EQ(checked_draft(written, {passage}).unsupported.size(), 5U);
  EXPECT_TRUE(checked_draft(written, {}).statements.empty());
}

TEST(AnswerDraft, NumbersThatTheModelWroteItselfAreLeftOut) {
  auto passage = testing::scored("a.md", 1.0);
  passage.chunk.text = "The museum opens at ten.";
  WrittenAnswer written{.answered = true, .statements = {}};
  written.statements.push_back({"It opens at ten [7], so [2, 1] they say[1].", 1, "opens at ten"});
  written.statements.push_back({"[3]", 1, "opens at ten"});
  const Draft draft = checked_draft(written, {passage});
  EXPECT_EQ(finished_answer(draft, "no").text, "It opens at ten, so they say [1].");
  EXPECT_EQ(draft.unsupported.size(), 1U);
}

TEST(AnswerDraft, TheMarkStandsBeforeTheStop) {
  Draft draft;
  draft.statements.push_back({"Is it open?", "q", {.number = 3, .source = {}}});
  draft.statements.push_back({"It is", "q", {.number = 4, .source = {}}});
  EXPECT_EQ(finished_answer(draft, "no").text, "Is it open [3]? It is [4].");
  EXPECT_EQ(finished_answer({}, "no").text, "no");
  EXPECT_EQ(shown_draft({}), "(nothing yet)\n");
}

}  // namespace
}  // namespace baton
