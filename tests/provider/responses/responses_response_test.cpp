#include "provider/responses/responses_response.hpp"

#include <optional>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "provider/vendor_error.hpp"

namespace baton::test {
namespace {

ChatResponse read(const std::string& body) {
  HttpHead head;
  head.status = 200;
  return detail::read_responses_response({"mine", "", {}, {}}, head, body, {});
}

std::optional<Error> error_of(const std::string& body) {
  try {
    (void)read(body);
  } catch (const Error& error) {
    return error;
  }
  return std::nullopt;
}

std::string answer(const std::string& output, const std::string& more = R"("status":"completed")") {
  return R"({"id":"r","model":"m","error":null,"output":[)" + output + "]," + more + "}";
}
std::string says(const std::string& text, const std::string& more = "") {
  return R"({"type":"message","role":"assistant","content":[{"type":"output_text","text":")" + text + "\"" + more + "}]}";
}

TEST(ResponsesResponse, ItemsBecomePartsInTheirOrder) {
  const ChatResponse response = read(answer(
      R"({"type":"reasoning","id":"rs","summary":[{"type":"summary_text","text":"One."},{"type":"summary_text","text":"Two."}],"encrypted_content":"x"},)" +
      says("I look.") + R"(,{"type":"web_search_call","id":"ws"},{"type":"function_call","id":"fc","call_id":"c","name":"f","arguments":"{}"})"));
  ASSERT_EQ(response.message.parts.size(), 4U);
  EXPECT_EQ(std::get<Reasoning>(response.message.parts[0]).text, "One.\n\nTwo.");
  EXPECT_EQ(std::get<Text>(response.message.parts[1]).text, "I look.");
  EXPECT_EQ(std::get<Reasoning>(response.message.parts[2]).raw, R"({"id":"ws","type":"web_search_call"})");
  EXPECT_EQ(std::get<ToolCall>(response.message.parts[3]), (ToolCall{"c", "f", "{}"}));
  EXPECT_EQ(response.finish_reason, FinishReason::tool_calls);
  EXPECT_TRUE(response.usage.estimated);
}

TEST(ResponsesResponse, ThePhaseIsKeptBeforeTheText) {
  const ChatResponse response =
      read(answer(R"({"type":"message","phase":"commentary","content":[{"type":"output_text","text":"I begin."}]})"));
  ASSERT_EQ(response.message.parts.size(), 2U);
  EXPECT_EQ(std::get<Reasoning>(response.message.parts[0]), (Reasoning{"", "mine", R"({"phase":"commentary","type":"message"})"}));
  EXPECT_EQ(response.text(), "I begin.");
}

TEST(ResponsesResponse, OpenModelsThinkInTheOpen) {
  const ChatResponse response = read(answer(
      R"({"type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"Hm."}]},)" + says("Yes")));
  EXPECT_EQ(std::get<Reasoning>(response.message.parts.at(0)).text, "Hm.");
}

TEST(ResponsesResponse, FinishReasons) {
  const auto incomplete = [](const std::string& reason) {
    return read(answer(says("a"), R"("status":"incomplete","incomplete_details":{"reason":")" + reason + "\"}")).finish_reason;
  };
  EXPECT_EQ(incomplete("max_output_tokens"), FinishReason::length);
  EXPECT_EQ(incomplete("content_filter"), FinishReason::content_filter);
  EXPECT_EQ(incomplete("boredom"), FinishReason::other);
  EXPECT_EQ(read(answer(says("a"))).finish_reason, FinishReason::stop);
  EXPECT_EQ(read(answer(says("a"), R"("object":"response")")).finish_reason, FinishReason::stop);
  EXPECT_EQ(read(answer("", R"("status":"incomplete","incomplete_details":{"reason":"content_filter"})")).text(), "");
}

TEST(ResponsesResponse, UsageAndLogprobs) {
  const ChatResponse response = read(answer(
      says("Hi", R"(,"logprobs":[{"token":"Hi","logprob":-0.5,"bytes":[72,105],"top_logprobs":[{"token":"Ho","logprob":-1.5}]}])"),
      R"("status":"completed","usage":{"input_tokens":20,"input_tokens_details":{"cached_tokens":4,"cache_write_tokens":3},"output_tokens":10,"output_tokens_details":{"reasoning_tokens":2}})"));
  EXPECT_EQ(response.usage, (Usage{20, 10, 4, 2, false, 3}));
  ASSERT_EQ(response.logprobs.size(), 1U);
  EXPECT_EQ(response.logprobs[0].logprob, -0.5);
  ASSERT_EQ(response.logprobs[0].alternatives.size(), 1U);
  EXPECT_EQ(response.logprobs[0].alternatives[0].token, "Ho");
}

TEST(ResponsesResponse, FailuresAreErrors) {
  const auto failed = [](const std::string& code) {
    const auto error = error_of(R"({"id":"r","status":"failed","output":[],"error":{"code":")" + code + R"(","message":"no"}})");
    EXPECT_TRUE(error) << code;
    return error ? error->code() : ErrorCode::internal;
  };
  EXPECT_EQ(failed("server_error"), ErrorCode::overloaded);
  EXPECT_EQ(failed("rate_limit_exceeded"), ErrorCode::rate_limited);
  EXPECT_EQ(failed("vector_store_timeout"), ErrorCode::overloaded);
  EXPECT_EQ(failed("invalid_prompt"), ErrorCode::content_filtered);
  EXPECT_EQ(failed("bio_policy"), ErrorCode::content_filtered);
  EXPECT_EQ(failed("image_content_policy_violation"), ErrorCode::content_filtered);
  EXPECT_EQ(failed("data_residency_mismatch"), ErrorCode::invalid_argument);
  for (const char* code : {"invalid_image", "invalid_base64_image", "image_too_large", "unsupported_image_media_type",
                           "empty_image_file", "failed_to_download_image", "image_file_not_found"}) {
    EXPECT_EQ(failed(code), ErrorCode::invalid_argument) << code;
  }
}

TEST(ResponsesResponse, WhatIsNoAnswer) {
  for (const char* more : {R"("status":"queued")", R"("status":"in_progress")", R"("status":"cancelled")", R"("status":"completed")"}) {
    const auto error = error_of(answer("", more));
    ASSERT_TRUE(error) << more;
    EXPECT_EQ(error->code(), ErrorCode::bad_response) << more;
    EXPECT_TRUE(error->retryable()) << more;
  }
  EXPECT_EQ(error_of(answer("", R"("status":"failed")"))->code(), ErrorCode::overloaded);
  EXPECT_EQ(error_of(answer("1"))->code(), ErrorCode::bad_response);
}

}  // namespace
}  // namespace baton::test
