#include "provider/openai/openai_response.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace baton::test {
namespace {

ChatResponse read(std::string_view body) {
  const detail::Peer peer{"openai", "OPENAI_API_KEY", Secret("sk-canary-1234567890")};
  HttpHead head;
  head.status = 200;
  head.headers = {{"X-Request-Id", "req-1"}};
  return detail::read_openai_response(peer, head, body, {});
}

Error error_of(std::string_view body) {
  try {
    (void)read(body);
  } catch (const Error& error) {
    return error;
  }
  return {ErrorCode::internal, "no error"};
}

std::string with_message(const std::string& message, const std::string& reason = "stop") {
  return R"({"id":"i","model":"m","choices":[{"index":0,"message":)" + message +
         R"(,"finish_reason":")" + reason + R"("}]})";
}

// OpenAI API reference, "Chat Completions", the documented example.
TEST(OpenAiResponse, TheDocumentedAnswer) {
  const ChatResponse response = read(R"({"id":"chatcmpl-B9MBs8","object":"chat.completion","created":1741569952,
      "model":"gpt-4.1-2025-04-14","choices":[{"index":0,"message":{"role":"assistant",
      "content":"Hello! How can I assist you today?","refusal":null,"annotations":[]},"logprobs":null,
      "finish_reason":"stop"}],"usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,
      "prompt_tokens_details":{"cached_tokens":3,"audio_tokens":0},"completion_tokens_details":
      {"reasoning_tokens":1,"audio_tokens":0}},"service_tier":"default"})");
  EXPECT_EQ(response.text(), "Hello! How can I assist you today?");
  EXPECT_EQ(response.usage, (Usage{19, 10, 3, 1, false}));
  EXPECT_EQ(response.id, "chatcmpl-B9MBs8");
  EXPECT_EQ(response.model, "gpt-4.1-2025-04-14");
  EXPECT_EQ(response.request_id, "req-1");
}

TEST(OpenAiResponse, ToolCallsInEverySpelling) {
  const auto calls = [](const std::string& message) { return read(with_message(message)).message.tool_calls(); };
  EXPECT_EQ(calls(R"({"content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}},
                     {"id":"b","type":"function","function":{"name":"g","arguments":"{}"}}]})"),
            (std::vector<ToolCall>{{"a", "f", "{\"x\":1}"}, {"b", "g", "{}"}}));
  EXPECT_EQ(calls(R"({"tool_calls":[{"function":{"name":"f","arguments":{"x":1}}}]})"),
            (std::vector<ToolCall>{{"call_0", "f", "{\"x\":1}"}}));
  EXPECT_EQ(calls(R"({"function_call":{"name":"f","arguments":"{}"}})"),
            (std::vector<ToolCall>{{"call_0", "f", "{}"}}));
  EXPECT_EQ(read(with_message(R"({"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{"}}]})", "length"))
                .finish_reason,
            FinishReason::length);
}

TEST(OpenAiResponse, FinishReasonsAreOpenEnded) {
  EXPECT_EQ(detail::openai_finish_reason("stop"), FinishReason::stop);
  EXPECT_EQ(detail::openai_finish_reason("length"), FinishReason::length);
  EXPECT_EQ(detail::openai_finish_reason("function_call"), FinishReason::tool_calls);
  EXPECT_EQ(detail::openai_finish_reason("content_filter"), FinishReason::content_filter);
  EXPECT_EQ(detail::openai_finish_reason("galaxy"), FinishReason::other);
  EXPECT_EQ(error_of(with_message(R"({"content":""})", "function_call_filter: X")).code(),
            ErrorCode::model_output_invalid);
  EXPECT_EQ(detail::openai_finish_reason("time_limit"), FinishReason::length);
  for (const char* failed : {"error", "insufficient_system_resource"}) {
    const Error error = error_of(with_message(R"({"content":"Hal"})", failed));
    EXPECT_EQ(error.code(), ErrorCode::overloaded) << failed;
    EXPECT_TRUE(error.retryable()) << failed;
  }
}

TEST(OpenAiResponse, RefusalReasoningAndContentParts) {
  const ChatResponse refused = read(with_message(R"({"content":null,"refusal":"I won't"})"));
  EXPECT_EQ(refused.text(), "I won't");
  EXPECT_EQ(refused.finish_reason, FinishReason::content_filter);
  const ChatResponse magistral = read(with_message(
      R"({"content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]},{"type":"text","text":"Yes"}]})"));
  EXPECT_EQ(magistral.message.parts, (std::vector<Part>{Reasoning{"hm", "openai", ""}, Text{"Yes"}}));
  EXPECT_EQ(read(with_message(R"({"content":"a","reasoning":"b","reasoning_content":"b"})")).message.parts.at(0),
            Part(Reasoning{"b", "openai", ""}));
}

TEST(OpenAiResponse, UsageOfOtherVendorsAndNonsense) {
  const auto usage = [](const char* text) { return detail::openai_usage(nlohmann::json::parse(text)); };
  EXPECT_EQ(usage(R"({"x_groq":{"usage":{"prompt_tokens":1,"completion_tokens":2}}})"), (Usage{1, 2, 0, 0, false}));
  EXPECT_EQ(usage(R"({"usage":{"prompt_tokens":-5,"completion_tokens":2}})"), (Usage{0, 2, 0, 0, false}));
  EXPECT_EQ(usage(R"({"usage":{"prompt_tokens":9,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":4,"cache_write_tokens":3}}})"),
            (Usage{9, 2, 4, 0, false, 3}));
  EXPECT_EQ(usage(R"({"usage":null})"), std::nullopt);
  EXPECT_EQ(usage(R"({"usage":{"prompt_tokens":"many"}})"), std::nullopt);
  EXPECT_TRUE(read(with_message(R"({"content":"Hello there"})")).usage.estimated);
}

TEST(OpenAiResponse, WhatIsNotAnAnswer) {
  EXPECT_EQ(error_of("").code(), ErrorCode::bad_response);
  EXPECT_EQ(error_of("<html>").code(), ErrorCode::bad_response);
  EXPECT_EQ(error_of("{\"id\":\"x\",").code(), ErrorCode::bad_response);
  EXPECT_EQ(error_of("{}").code(), ErrorCode::bad_response);
  EXPECT_EQ(error_of("17").code(), ErrorCode::bad_response);
  EXPECT_EQ(error_of(R"({"choices":[]})").code(), ErrorCode::bad_response);
  EXPECT_TRUE(error_of(R"({"choices":[]})").retryable());
  EXPECT_EQ(error_of(R"({"choices":[{"index":0}]})").code(), ErrorCode::bad_response);
  EXPECT_EQ(error_of(R"({"choices":[{"index":0,"message":{},"error":{"code":429,"message":"x"}}]})").code(),
            ErrorCode::rate_limited);
  EXPECT_EQ(error_of(R"({"error":"gone"})").code(), ErrorCode::overloaded);
}

}  // namespace
}  // namespace baton::test
