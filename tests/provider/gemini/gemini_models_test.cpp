#include <gtest/gtest.h>

#include <baton/provider/gemini.hpp>

namespace baton::test {
namespace {

using Thinking = Capabilities::Thinking;
using Words = std::vector<std::string>;

TEST(GeminiModels, TheLongerNameWins) {
  EXPECT_FALSE(gemini_profile("gemini-3.5-flash-lite").can.sampling);
  EXPECT_TRUE(gemini_profile("gemini-3.5-flash").can.sampling);
  EXPECT_FALSE(gemini_profile("gemini-2.5-pro-preview-06-05").can.thinking_off);
  EXPECT_TRUE(gemini_profile("gemini-2.5-flash-lite").can.thinking_off);
  EXPECT_EQ(gemini_profile("models/gemini-3.8-flash").can, gemini_profile("gemini-3.8-flash").can);
}

TEST(GeminiModels, Generations) {
  const GeminiProfile budget = gemini_profile("gemini-2.5-flash");
  EXPECT_EQ(budget.can.thinking, Thinking::budget);
  EXPECT_TRUE(budget.can.sampling);
  EXPECT_FALSE(budget.format_with_tools);
  EXPECT_FALSE(budget.signed_calls);
  const GeminiProfile newest = gemini_profile("gemini-4-hydrogen");
  EXPECT_EQ(newest.can.thinking, Thinking::effort);
  EXPECT_EQ(newest.can.efforts, (Words{"low", "medium", "high", "xhigh"}));
  EXPECT_FALSE(newest.can.thinking_off);
  EXPECT_FALSE(newest.can.sampling);
  EXPECT_FALSE(newest.can.prefill);
  EXPECT_TRUE(newest.format_with_tools);
  EXPECT_TRUE(newest.signed_calls);
}

TEST(GeminiModels, Levels) {
  EXPECT_EQ(gemini_profile("gemini-3-pro-preview").can.efforts, (Words{"low", "high"}));
  EXPECT_EQ(gemini_profile("gemini-3.1-pro-preview").can.efforts, (Words{"low", "medium", "high"}));
  EXPECT_EQ(gemini_profile("gemini-3-flash-preview").can.efforts, (Words{"minimal", "low", "medium", "high"}));
}

TEST(GeminiModels, WhatIsUnknownCanDoEverything) {
  EXPECT_EQ(gemini_profile("gemini-flash-latest").can.efforts, Words{});
  EXPECT_TRUE(gemini_profile("gemini-flash-latest").can.sampling);
  EXPECT_TRUE(gemini_profile("gemini-flash-latest").signed_calls);
}

}  // namespace
}  // namespace baton::test
