#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/anthropic/anthropic_request.hpp"
#include "provider/json_body.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

json thinking_of(const char* model, const ChatOptions& options) {
  detail::wire_json body = {{"max_tokens", 4'096}};
  detail::put_anthropic_thinking(body, anthropic_profile(model), options);
  return json::parse(detail::to_text(body));
}

ErrorCode code_of(const char* model, const ChatOptions& options) {
  try {
    (void)thinking_of(model, options);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(AnthropicThinking, NothingUnlessAskedFor) {
  EXPECT_EQ(thinking_of("claude-opus-5-5", {}), json::parse(R"({"max_tokens":4096})"));
}

TEST(AnthropicThinking, EffortOnAdaptiveModels) {
  for (const char* model : {"claude-opus-4-6", "claude-opus-5-5", "claude-sonnet-5-5", "claude-fable-5-1"}) {
    EXPECT_EQ(thinking_of(model, {.reasoning_effort = "medium"}),
              json::parse(R"({"max_tokens":4096,"thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"medium"}})"));
  }
}

TEST(AnthropicThinking, OffAsEachModelHasIt) {
  EXPECT_FALSE(thinking_of("claude-opus-4-8", {.reasoning_effort = "none"}).contains("thinking"));
  EXPECT_EQ(thinking_of("claude-opus-5", {.reasoning_effort = "none"})["thinking"], json({{"type", "disabled"}}));
  EXPECT_EQ(thinking_of("claude-sonnet-5-5", {.reasoning_effort = "none"})["thinking"], json({{"type", "between_tools"}}));
}

TEST(AnthropicThinking, BudgetsOnOlderModels) {
  const char* model = "claude-haiku-4-5-20251001";
  EXPECT_EQ(thinking_of(model, {.reasoning_effort = "low"}),
            json::parse(R"({"max_tokens":6144,"thinking":{"type":"enabled","budget_tokens":2048}})"));
  EXPECT_EQ(thinking_of(model, {.max_tokens = 8'000, .reasoning_effort = "high"}),
            json::parse(R"({"max_tokens":8000,"thinking":{"type":"enabled","budget_tokens":4000}})"));
  EXPECT_EQ(thinking_of(model, {.reasoning_effort = "minimal"})["thinking"]["budget_tokens"], 1'024);
  EXPECT_EQ(code_of(model, {.max_tokens = 1'500, .reasoning_effort = "low"}), ErrorCode::invalid_argument);
}

TEST(AnthropicThinking, NotWithADemandedTool) {
  ChatOptions options{.reasoning_effort = "low"};
  options.tool_choice.mode = ToolChoice::Mode::required;
  EXPECT_EQ(code_of("claude-opus-4-6", options), ErrorCode::unsupported);
  options.reasoning_effort = "none";
  EXPECT_EQ(code_of("claude-opus-4-6", options), ErrorCode::internal);
}

TEST(AnthropicThinking, NotAtAnotherTemperature) {
  EXPECT_EQ(code_of("claude-haiku-4-5", {.temperature = 0.0, .reasoning_effort = "low"}), ErrorCode::unsupported);
  EXPECT_EQ(code_of("claude-haiku-4-5", {.temperature = 1.0, .reasoning_effort = "low"}), ErrorCode::internal);
}

}  // namespace
}  // namespace baton::test
