#include <gtest/gtest.h>

#include <baton/provider/anthropic.hpp>
#include <baton/provider/model.hpp>

namespace baton::test {
namespace {

using Output = Capabilities::Output;
using Thinking = Capabilities::Thinking;

TEST(AnthropicModels, TheLongerNameWins) {
  EXPECT_FALSE(anthropic_profile("claude-opus-5-5").can.forced_tools);
  EXPECT_TRUE(anthropic_profile("claude-opus-5").can.forced_tools);
  EXPECT_TRUE(anthropic_profile("claude-opus-5-20260724").can.forced_tools);
  EXPECT_EQ(anthropic_profile("claude-sonnet-4-5-20250929").can.schema, Output::native);
  EXPECT_EQ(anthropic_profile("claude-sonnet-4-20250514").can.schema, Output::by_tool);
}

TEST(AnthropicModels, Generations) {
  const Capabilities oldest = anthropic_profile("claude-3-5-haiku-latest").can;
  EXPECT_EQ(oldest.thinking, Thinking::none);
  const Capabilities budget = anthropic_profile("claude-haiku-4-5").can;
  EXPECT_EQ(budget.thinking, Thinking::budget);
  EXPECT_TRUE(budget.sampling);
  const Capabilities newest = anthropic_profile("claude-opus-5-5").can;
  EXPECT_EQ(newest.thinking, Thinking::effort);
  EXPECT_FALSE(newest.thinking_off);
  EXPECT_FALSE(newest.sampling);
  EXPECT_FALSE(newest.prefill);
  EXPECT_EQ(newest.max_output_tokens, 128'000);
  EXPECT_EQ(anthropic_profile("claude-opus-4-6").can.efforts, (std::vector<std::string>{"low", "medium", "high", "max"}));
}

TEST(AnthropicModels, NoneHasSeedLogprobsOrFreeJson) {
  for (const char* model : {"claude-3-opus", "claude-opus-4-1", "claude-fable-5-1", "something-new"}) {
    const Capabilities can = anthropic_profile(model).can;
    EXPECT_FALSE(can.seed);
    EXPECT_FALSE(can.logprobs);
    EXPECT_EQ(can.json, Output::by_prompt);
  }
}

TEST(AnthropicModels, AnUnknownModelCanDoEverythingElse) {
  const Capabilities can = anthropic_profile("my-claude").can;
  EXPECT_TRUE(can.sampling && can.forced_tools && can.prefill && can.thinking_off);
  EXPECT_EQ(can.schema, Output::native);
}

TEST(AnthropicModels, ProfilesCanBeReplaced) {
  const ChatRequest warm{.messages = {Message::user("x")}, .tools = {}, .options = {.temperature = 0.5}};
  const ModelSettings settings{.api_key = Secret("k")};
  EXPECT_THROW((void)model("anthropic/claude-opus-5-5", settings).explain(warm), Error);
  ModelSettings changed{.api_key = Secret("k"), .capabilities = anthropic_profile("claude-opus-5-5").can};
  changed.capabilities->sampling = true;
  EXPECT_NE(model("anthropic/claude-opus-5-5", changed).explain(warm).find("temperature"), std::string::npos);
}

}  // namespace
}  // namespace baton::test
