#include "provider/bedrock/bedrock_response.hpp"

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

namespace baton::test {
namespace {

const detail::Peer peer{.vendor = "bedrock", .key_variable = "", .key = {}};

ChatResponse read(std::string_view body) {
  HttpHead head;
  head.status = 200;
  return detail::read_bedrock_response(peer, "m", head, body, {});
}
ErrorCode code_of(std::string_view body) {
  try {
    (void)read(body);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}
std::string answer(const std::string& reason, const std::string& rest = "") {
  return R"({"output":{"message":{"role":"assistant","content":[{"text":"Hi"}]}},"stopReason":")" + reason + "\"" + rest + "}";
}

TEST(BedrockResponse, ReasonsToStop) {
  const std::pair<const char*, FinishReason> rows[] = {
      {"end_turn", FinishReason::stop},           {"stop_sequence", FinishReason::stop},
      {"tool_use", FinishReason::tool_calls},     {"max_tokens", FinishReason::length},
      {"model_context_window_exceeded", FinishReason::length}, {"guardrail_intervened", FinishReason::content_filter},
      {"content_filtered", FinishReason::content_filter},      {"novelty", FinishReason::other}};
  for (const auto& [reason, expected] : rows) EXPECT_EQ(read(answer(reason)).finish_reason, expected) << reason;
  EXPECT_EQ(code_of(answer("malformed_model_output")), ErrorCode::model_output_invalid);
  EXPECT_EQ(code_of(answer("malformed_tool_use")), ErrorCode::model_output_invalid);
}

TEST(BedrockResponse, UsageIsTheWholePrompt) {
  EXPECT_EQ(read(answer("end_turn", R"(,"usage":{"inputTokens":5,"outputTokens":2,"totalTokens":7})")).usage, (Usage{5, 2, 0, 0}));
  EXPECT_EQ(read(answer("end_turn", R"(,"usage":{"inputTokens":5,"outputTokens":2,"cacheReadInputTokens":100,"cacheWriteInputTokens":10})")).usage,
            (Usage{115, 2, 100, 0, false, 10}));
  EXPECT_EQ(read(answer("end_turn", R"(,"usage":{"inputTokens":5,"outputTokens":2,"cacheWriteInputTokens":10,"cacheDetails":[{"ttl":"1h","inputTokens":6},{"ttl":"5m","inputTokens":4}]})")).usage,
            (Usage{15, 2, 0, 0, false, 10, 6}));
  EXPECT_TRUE(read(answer("end_turn")).usage.estimated);
}

TEST(BedrockResponse, WhatIsNoAnswer) {
  EXPECT_EQ(code_of(R"({"message":"Internal failure"})"), ErrorCode::overloaded);
  EXPECT_EQ(code_of(R"({"output":{"message":{}}})"), ErrorCode::bad_response);
  EXPECT_EQ(code_of(R"({"output":{"message":{"content":[7]}}})"), ErrorCode::bad_response);
}

TEST(BedrockResponse, TheHeaderNamesTheError) {
  const auto verdict = [](int status, const char* type) {
    HttpHead head;
    head.status = status;
    head.headers = {{"x-amzn-ErrorType", type}};
    const Error error = detail::vendor_http_error(peer, head, R"({"message":"no"})");
    return std::pair(error.code(), error.retryable());
  };
  EXPECT_EQ(verdict(400, "ThrottlingException"), std::pair(ErrorCode::rate_limited, true));
  EXPECT_EQ(verdict(400, "ServiceQuotaExceededException:http://internal.amazon.com/coral/"), std::pair(ErrorCode::quota_exhausted, false));
  EXPECT_EQ(verdict(424, "ModelErrorException"), std::pair(ErrorCode::overloaded, true));
  EXPECT_EQ(verdict(424, "modelStreamErrorException"), std::pair(ErrorCode::overloaded, true));
  EXPECT_EQ(verdict(408, "ModelTimeoutException"), std::pair(ErrorCode::overloaded, true));
  EXPECT_EQ(verdict(429, "ModelNotReadyException"), std::pair(ErrorCode::rate_limited, true));
  EXPECT_EQ(verdict(403, "ExpiredTokenException"), std::pair(ErrorCode::permission_denied, false));
  EXPECT_EQ(verdict(400, "ValidationException"), std::pair(ErrorCode::invalid_argument, false));
}

}  // namespace
}  // namespace baton::test
