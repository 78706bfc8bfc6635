#include "provider/ollama/ollama_answer.hpp"

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

#include "provider/json_fields.hpp"

namespace baton::test {
namespace {

ChatResponse read(std::string_view body, const ChatRequest& request = {}) {
  HttpHead head;
  head.status = 200;
  return detail::read_ollama_response({.vendor = "ollama", .key_variable = "", .key = {}}, request, head, body, {});
}
ErrorCode code_of(std::string_view body) {
  try {
    (void)read(body);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

const char* const two_calls =
    R"({"model":"m","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":{"a":1}}},{"function":{"name":"g"}}]},"done":true,"done_reason":"stop"})";

TEST(OllamaAnswer, CallsWithoutIdsAreNumberedThroughTheConversation) {
  const auto ids = [](const ChatRequest& request) {
    std::vector<std::string> all;
    for (const auto& call : read(two_calls, request).message.tool_calls()) all.push_back(call.id);
    return all;
  };
  ChatRequest request{.messages = {Message::user("?")}};
  EXPECT_EQ(ids(request), (std::vector<std::string>{"call_1", "call_2"}));
  request.messages.push_back(read(two_calls, request).message);
  EXPECT_EQ(ids(request), (std::vector<std::string>{"call_3", "call_4"}));
  EXPECT_EQ(ids(request), (std::vector<std::string>{"call_3", "call_4"}));
}

TEST(OllamaAnswer, Calls) {
  const ChatResponse response = read(two_calls);
  EXPECT_EQ(response.finish_reason, FinishReason::tool_calls);
  EXPECT_EQ(response.message.tool_calls()[0].arguments, R"({"a":1})");
  EXPECT_EQ(response.message.tool_calls()[1].arguments, "{}");
  const ChatResponse odd = read(R"({"message":{"tool_calls":[{"id":"x","function":{"name":"f","arguments":"{\"a\": 1}"}},{"a":1},7]},"done":true})");
  EXPECT_EQ(odd.message.tool_calls(), (std::vector<ToolCall>{{"x", "f", R"({"a": 1})"}}));
}

TEST(OllamaAnswer, ReasonsToStop) {
  const auto reason = [](const std::string& said) {
    return read(R"({"message":{"content":"x"},"done":true)" + said + "}").finish_reason;
  };
  EXPECT_EQ(reason(""), FinishReason::stop);
  EXPECT_EQ(reason(R"(,"done_reason":"stop")"), FinishReason::stop);
  EXPECT_EQ(reason(R"(,"done_reason":"length")"), FinishReason::length);
  EXPECT_EQ(reason(R"(,"done_reason":"load")"), FinishReason::other);
  EXPECT_EQ(reason(R"(,"done_reason":"unload")"), FinishReason::other);
}

TEST(OllamaAnswer, UsageIsEstimatedWhereTheServerDoesNotCount) {
  EXPECT_TRUE(read(R"({"message":{"content":"a few words"},"done":true})").usage.estimated);
  EXPECT_EQ(read(R"({"message":{"content":"x"},"done":true,"prompt_eval_count":3,"eval_count":2})").usage, (Usage{3, 2, 0, 0}));
  EXPECT_EQ(read(R"({"message":{"content":"x"},"done":true,"prompt_eval_count":-3,"eval_count":2})").usage, (Usage{0, 2, 0, 0}));
}

TEST(OllamaAnswer, Logprobs) {
  const ChatResponse response = read(
      R"({"message":{"content":"Hi"},"done":true,"logprobs":[{"token":"Hi","logprob":-0.5,"bytes":[72,105],"top_logprobs":[{"token":"Hi","logprob":-0.5},{"token":"Yo","logprob":-2}]}]})");
  ASSERT_EQ(response.logprobs.size(), 1U);
  EXPECT_EQ(response.logprobs[0].token, "Hi");
  EXPECT_EQ(response.logprobs[0].logprob, -0.5);
  ASSERT_EQ(response.logprobs[0].alternatives.size(), 2U);
  EXPECT_EQ(response.logprobs[0].alternatives[1].token, "Yo");
}

TEST(OllamaAnswer, WhatIsNoAnswer) {
  EXPECT_EQ(code_of(R"({"error":"model runner has unexpectedly stopped"})"), ErrorCode::overloaded);
  EXPECT_EQ(code_of(R"({"error":"no such model","status":404})"), ErrorCode::not_found);
  EXPECT_EQ(code_of(R"({"message":{"content":"half"},"done":false})"), ErrorCode::stream_truncated);
  EXPECT_EQ(code_of(R"({"message":"text","done":true})"), ErrorCode::bad_response);
}

TEST(OllamaAnswer, CallsAreBounded) {
  nlohmann::json line = {{"message", {{"tool_calls", nlohmann::json::array()}}}, {"done", true}};
  for (int i = 0; i < 1'001; ++i) line["message"]["tool_calls"].push_back({{"function", {{"name", "f"}}}});
  EXPECT_EQ(code_of(line.dump()), ErrorCode::bad_response);
}

}  // namespace
}  // namespace baton::test
