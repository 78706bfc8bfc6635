#include "provider/anthropic/anthropic_response.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

namespace baton::test {
namespace {

using nlohmann::json;

ChatResponse read(const std::string& body) {
  static const detail::Peer peer{"anthropic", "ANTHROPIC_API_KEY", Secret("sk-canary")};
  HttpHead head;
  head.status = 200;
  return detail::read_anthropic_response(peer, head, body, {});
}

ErrorCode code_of(const std::string& body) {
  try {
    (void)read(body);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(AnthropicResponse, StopReasons) {
  const std::pair<const char*, FinishReason> reasons[] = {
      {"end_turn", FinishReason::stop},       {"stop_sequence", FinishReason::stop},
      {"max_tokens", FinishReason::length},   {"model_context_window_exceeded", FinishReason::length},
      {"tool_use", FinishReason::tool_calls}, {"refusal", FinishReason::content_filter},
      {"pause_turn", FinishReason::other},    {"novelty", FinishReason::other}};
  for (const auto& [wire, reason] : reasons) EXPECT_EQ(detail::anthropic_finish_reason(wire), reason) << wire;
}

TEST(AnthropicResponse, UsageIsTheSumOfTheKindsOfInput) {
  const auto usage = detail::anthropic_usage(json::parse(
      R"({"input_tokens":50,"cache_creation_input_tokens":248,"cache_read_input_tokens":1800,"output_tokens":503,"output_tokens_details":{"thinking_tokens":100}})"));
  EXPECT_EQ(usage, (Usage{2'098, 503, 1'800, 100, false, 248}));
  // Claude API docs, "Prompt caching", "1-hour cache duration".
  const auto hour = detail::anthropic_usage(json::parse(
      R"({"input_tokens":2048,"cache_read_input_tokens":1800,"cache_creation_input_tokens":248,"output_tokens":503,"cache_creation":{"ephemeral_5m_input_tokens":148,"ephemeral_1h_input_tokens":100}})"));
  EXPECT_EQ(hour, (Usage{4'096, 503, 1'800, 0, false, 248, 100}));
  EXPECT_EQ(detail::anthropic_usage(json::parse(R"({"input_tokens":null,"output_tokens":-4})")), std::nullopt);
}

TEST(AnthropicResponse, MissingUsageIsEstimated) {
  const ChatResponse response = read(R"({"type":"message","content":[{"type":"text","text":"Some words."}],"stop_reason":"end_turn"})");
  EXPECT_TRUE(response.usage.estimated);
  EXPECT_GT(response.usage.output_tokens, 0);
}

TEST(AnthropicResponse, ARefusalIsExplainedOnlyWhereTheModelSaidNothing) {
  const auto refused = [](const std::string& content) {
    return read(R"({"content":)" + content + R"(,"stop_reason":"refusal","stop_details":{"type":"refusal","category":"bio","explanation":"Policy."}})");
  };
  EXPECT_EQ(refused("[]").text(), "Policy.");
  EXPECT_EQ(refused(R"([{"type":"text","text":"I will not."}])").text(), "I will not.");
  EXPECT_EQ(refused("[]").finish_reason, FinishReason::content_filter);
}

TEST(AnthropicResponse, ErrorsAndForeignBodies) {
  EXPECT_EQ(code_of(R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})"), ErrorCode::overloaded);
  EXPECT_EQ(code_of(R"({"type":"error","error":{"type":"invalid_request_error","message":"no"}})"), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of(R"({"message":"hello from a gateway"})"), ErrorCode::bad_response);
  EXPECT_EQ(code_of(R"({"content":["text"]})"), ErrorCode::bad_response);
  EXPECT_EQ(code_of(R"({"content":[)"), ErrorCode::bad_response);
}

}  // namespace
}  // namespace baton::test
