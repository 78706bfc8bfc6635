#include "provider/gemini/gemini_answer.hpp"

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

namespace baton::test {
namespace {

using nlohmann::json;

const detail::Peer peer{"gemini", "GEMINI_API_KEY", Secret("sk-canary")};

ChatResponse read(std::string_view body) {
  HttpHead head;
  head.status = 200;
  head.headers = {{"x-request-id", "req-9"}};
  return detail::read_gemini_response(peer, head, body, {});
}

Error error_of(std::string_view body) {
  try {
    (void)read(body);
  } catch (const Error& error) {
    return error;
  }
  return {ErrorCode::internal, "no error"};
}

std::string finished(const std::string& reason, const std::string& more = "") {
  return R"({"candidates":[{"content":{"parts":[{"text":"Hi"}]},"finishReason":")" + reason + "\"" + more + "}]}";
}

TEST(GeminiAnswer, FinishReasons) {
  EXPECT_EQ(read(finished("STOP")).finish_reason, FinishReason::stop);
  EXPECT_EQ(read(finished("MAX_TOKENS")).finish_reason, FinishReason::length);
  for (const char* reason : {"SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION"}) {
    EXPECT_EQ(read(finished(reason)).finish_reason, FinishReason::content_filter) << reason;
  }
  for (const char* reason : {"LANGUAGE", "OTHER", "NO_IMAGE", "IMAGE_OTHER", "SOMETHING_NEW"}) {
    EXPECT_EQ(read(finished(reason)).finish_reason, FinishReason::other) << reason;
  }
}

TEST(GeminiAnswer, CallsThatTheVendorCannotRead) {
  for (const char* reason : {"MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS"}) {
    const Error error = error_of(finished(reason));
    EXPECT_EQ(error.code(), ErrorCode::model_output_invalid) << error.what();
    EXPECT_FALSE(error.retryable());
    EXPECT_NE(error.message().find(reason), std::string::npos) << error.what();
    EXPECT_EQ(error.request_id(), "req-9");
  }
}

TEST(GeminiAnswer, ABlockedPrompt) {
  const Error error = error_of(R"({"promptFeedback":{"blockReason":"PROHIBITED_CONTENT","blockReasonMessage":"sk-canary"},"usageMetadata":{"promptTokenCount":3}})");
  EXPECT_EQ(error.code(), ErrorCode::content_filtered) << error.what();
  EXPECT_FALSE(error.retryable());
  EXPECT_NE(error.message().find("PROHIBITED_CONTENT"), std::string::npos) << error.what();
  EXPECT_EQ(std::string(error.what()).find("canary"), std::string::npos) << error.what();
  EXPECT_NO_THROW((void)read(R"({"promptFeedback":{"safetyRatings":[]},)" + finished("STOP").substr(1)));
}

TEST(GeminiAnswer, NothingIsNoAnswer) {
  for (const char* body : {R"({"candidates":[]})", R"({"usageMetadata":{"promptTokenCount":3}})", R"({"candidates":[{"finishReason":"STOP"}]})",
                           R"({"candidates":[{"content":{"parts":[{"text":""}]},"finishReason":"STOP"}]})",
                           R"({"candidates":[{"content":{"parts":[{"text":"Hm","thought":true},{"text":"","thoughtSignature":"c2ln"}]},"finishReason":"STOP"}]})", "[]", "{}"}) {
    const Error error = error_of(body);
    EXPECT_EQ(error.code(), ErrorCode::bad_response) << body << error.what();
    EXPECT_TRUE(error.retryable()) << body;
    EXPECT_EQ(error.provider(), "gemini");
  }
  EXPECT_EQ(error_of(R"({"candidates":[{"content":{"parts":[{"text":"Hi"}]}}]})").code(), ErrorCode::stream_truncated);
}

TEST(GeminiAnswer, Usage) {
  const auto usage = detail::gemini_usage(json::parse(R"({"promptTokenCount":10,"toolUsePromptTokenCount":5,"candidatesTokenCount":7,"thoughtsTokenCount":3,"cachedContentTokenCount":4,"totalTokenCount":25})"));
  EXPECT_EQ(usage, (Usage{15, 10, 4, 3, false}));
  EXPECT_FALSE(detail::gemini_usage(json::object()));
  EXPECT_TRUE(read(finished("STOP")).usage.estimated);
}

TEST(GeminiAnswer, Logprobs) {
  const ChatResponse response = read(finished("STOP", R"(,"logprobsResult":{"chosenCandidates":[{"token":"H","tokenId":1,"logProbability":-0.5},{"token":"i","logProbability":-1}],
    "topCandidates":[{"candidates":[{"token":"H","logProbability":-0.5},{"token":"Y","logProbability":-2}]}]})"));
  ASSERT_EQ(response.logprobs.size(), 2U);
  EXPECT_EQ(response.logprobs[0].token, "H");
  EXPECT_EQ(response.logprobs[0].logprob, -0.5);
  ASSERT_EQ(response.logprobs[0].alternatives.size(), 2U);
  EXPECT_EQ(response.logprobs[0].alternatives[1].token, "Y");
  EXPECT_TRUE(response.logprobs[1].alternatives.empty());
}

TEST(GeminiAnswer, OnlyTheFirstCandidateIsRead) {
  EXPECT_EQ(read(R"({"candidates":[{"index":0,"content":{"parts":[{"text":"A"}]},"finishReason":"STOP"},{"index":1,"content":{"parts":[{"text":"B"}]},"finishReason":"SAFETY"}]})").text(), "A");
}

TEST(GeminiAnswer, AListOfChunksIsOneAnswer) {
  const ChatResponse response = read(R"([{"candidates":[{"content":{"parts":[{"text":"Hel"}]}}],"responseId":"id-1"},
    {"candidates":[{"content":{"parts":[{"text":"lo"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2}}])");
  EXPECT_EQ(response.text(), "Hello");
  EXPECT_EQ(response.id, "id-1");
  EXPECT_EQ(response.usage, (Usage{3, 2, 0, 0, false}));
  EXPECT_EQ(error_of(R"([{"candidates":[{"content":{"parts":[{"text":"Hel"}]}}]},{"error":{"code":503,"message":"overloaded","status":"UNAVAILABLE"}}])").code(), ErrorCode::overloaded);
  EXPECT_EQ(error_of(R"([{"error":{"code":429,"message":"wait","status":"RESOURCE_EXHAUSTED"}}])").code(), ErrorCode::rate_limited);
}

}  // namespace
}  // namespace baton::test
