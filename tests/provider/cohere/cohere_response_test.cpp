#include "provider/cohere/cohere_response.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace baton::test {
namespace {

using nlohmann::json;

ChatResponse read(std::string_view body) {
  const detail::Peer peer{"cohere", "COHERE_API_KEY", Secret("sk-canary-1234567890")};
  HttpHead head;
  head.status = 200;
  head.headers = {{"x-request-id", "req-9"}};
  return detail::read_cohere_response(peer, "command", head, body, {});
}

std::string answer(const std::string& content, const std::string& reason = "COMPLETE", const std::string& more = "") {
  return R"({"id":"i","finish_reason":")" + reason + R"(","message":{"role":"assistant","content":)" + content + "}" + more + "}";
}

TEST(CohereResponse, NamesTheModelThatWasAsked) {
  const ChatResponse response = read(answer(R"([{"type":"text","text":"Hi"}])"));
  EXPECT_EQ(response.text(), "Hi");
  EXPECT_EQ(response.model, "command");
  EXPECT_EQ(response.id, "i");
  EXPECT_EQ(response.request_id, "req-9");
  EXPECT_TRUE(response.usage.estimated);
}

TEST(CohereResponse, TokensAreNotBilledUnits) {
  const std::string usage = R"(,"usage":{"billed_units":{"input_tokens":1,"output_tokens":2},"tokens":{"input_tokens":30.0,"output_tokens":4.0},"cached_tokens":5})";
  EXPECT_EQ(read(answer("[]", "COMPLETE", usage)).usage, (Usage{30, 4, 5, 0, false}));
}

TEST(CohereResponse, FinishReasons) {
  EXPECT_EQ(read(answer("[]")).finish_reason, FinishReason::stop);
  EXPECT_EQ(read(answer("[]", "STOP_SEQUENCE")).finish_reason, FinishReason::stop);
  EXPECT_EQ(read(answer("[]", "MAX_TOKENS")).finish_reason, FinishReason::length);
  EXPECT_EQ(read(answer("[]", "TOOL_CALL")).finish_reason, FinishReason::tool_calls);
  EXPECT_EQ(read(answer("[]", "SOMETHING_NEW")).finish_reason, FinishReason::other);
}

TEST(CohereResponse, AFailedGenerationIsAnErrorWithTheText) {
  for (const char* reason : {"ERROR", "TIMEOUT"}) {
    try {
      (void)read(answer(R"([{"type":"text","text":"Hel"}])", reason));
      ADD_FAILURE() << reason;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::overloaded) << error.what();
      EXPECT_TRUE(error.retryable());
      EXPECT_EQ(error.partial(), "Hel");
    }
  }
}

TEST(CohereResponse, PlanAndCalls) {
  const ChatResponse response = read(
      R"({"finish_reason":"COMPLETE","message":{"tool_plan":"I will.","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":""}},{"function":{"name":"g","arguments":"{\"x\":1}"}}]}})");
  EXPECT_EQ(response.finish_reason, FinishReason::tool_calls);
  EXPECT_EQ(response.message.tool_calls(), (std::vector<ToolCall>{{"a", "f", "{}"}, {"call_1", "g", "{\"x\":1}"}}));
  const auto& plan = std::get<Reasoning>(response.message.parts.at(0));
  EXPECT_EQ(plan.text, "I will.");
  EXPECT_EQ(plan.provider, "cohere");
  EXPECT_EQ(json::parse(plan.raw), json::parse(R"({"tool_plan":"I will."})"));
  EXPECT_EQ(response.text(), "");
}

TEST(CohereResponse, Logprobs) {
  const ChatResponse response = read(answer("[]", "COMPLETE", R"(,"logprobs":[{"text":"Hi","token_ids":[1,2],"logprobs":[-0.5,-0.25]},{"token_ids":[3]},7])"));
  ASSERT_EQ(response.logprobs.size(), 1U);
  EXPECT_EQ(response.logprobs[0].token, "Hi");
  EXPECT_EQ(response.logprobs[0].logprob, -0.75);
}

TEST(CohereResponse, ContentOfAnyShapeIsRead) {
  EXPECT_EQ(read(answer(R"([{"type":"text","text":7},{"type":"novelty"},{"text":"Hi"},3])")).text(), "Hi");
  EXPECT_EQ(read(answer("\"text\"")).text(), "");
}

}  // namespace
}  // namespace baton::test
