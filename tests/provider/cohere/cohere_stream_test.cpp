#include "provider/cohere/cohere_stream.hpp"

#include <gtest/gtest.h>

#include "provider/cohere/cohere_wire.hpp"
#include "provider/played.hpp"

namespace baton::test {
namespace {

Played read(std::string_view bytes, std::size_t cut = 0, Limits limits = {}) {
  const detail::CohereWire wire({.model = "m", .api_key = Secret("sk-canary"), .limits = limits});
  HttpHead head;
  head.status = 200;
  head.headers = {{"x-request-id", "req-9"}};
  return play(wire, {}, head, bytes, cut);
}

std::string event(const std::string& data) { return "data: " + data + "\n\n"; }

const std::string begin = event(R"({"type":"message-start","id":"i","delta":{"message":{"role":"assistant"}}})");
const std::string block = event(R"({"type":"content-start","index":0,"delta":{"message":{"content":{"type":"text","text":""}}}})");
const std::string hel = event(R"({"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"Hel"}}}})");
const std::string lo = event(R"({"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"lo"}}}})");
const std::string close = event(R"({"type":"content-end","index":0})");
const std::string finish = event(R"({"type":"message-end","delta":{"finish_reason":"COMPLETE","usage":{"tokens":{"input_tokens":7,"output_tokens":2}}}})");
const std::string hello = begin + block + hel + lo;

std::string call_start(int index) {
  return event(R"({"type":"tool-call-start","index":)" + std::to_string(index) +
               R"(,"delta":{"message":{"tool_calls":{"id":"c","type":"function","function":{"name":"f","arguments":""}}}}})");
}

TEST(CohereStream, EventsComeInTheirOrder) {
  const Played played = read(hello + close + finish + event("[DONE]"));
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.text, "Hello");
  EXPECT_EQ(played.response->usage, (Usage{7, 2, 0, 0, false}));
  EXPECT_EQ(played.response->id, "i");
}

TEST(CohereStream, ContentWithoutNumbers) {
  const std::string start = event(R"({"type":"content-start","delta":{"message":{"content":{"type":"thinking","thinking":""}}}})");
  const std::string thought = event(R"({"type":"content-delta","delta":{"message":{"content":{"thinking":"Hm"}}}})");
  const std::string text = event(R"({"type":"content-start","delta":{"message":{"content":{"type":"text","text":"So"}}}})");
  const std::string end = event(R"({"type":"content-end"})");
  const Played played = read(begin + start + thought + end + text + end + finish);
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.reasoning, "Hm");
  EXPECT_EQ(played.text, "So");
  EXPECT_EQ(read(begin + start + start).error->code(), ErrorCode::bad_response);
}

TEST(CohereStream, TheToolPlanIsReasoning) {
  const Played played = read(begin + event(R"({"type":"tool-plan-delta","delta":{"message":{"tool_plan":"I will"}}})") +
                             event(R"({"type":"tool-plan-delta","delta":{"message":{"tool_plan":" look"}}})") + call_start(1) +
                             event(R"({"type":"tool-call-end","index":1})") + finish);
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.reasoning, "I will look");
  EXPECT_EQ(played.response->finish_reason, FinishReason::tool_calls);
  ASSERT_EQ(played.calls.size(), 2U);
  EXPECT_EQ(played.calls[0].id, "c");
  EXPECT_EQ(played.calls[0].index, 0U);
  EXPECT_EQ(played.calls[1].arguments, "{}");
}

TEST(CohereStream, Logprobs) {
  const Played played = read(begin + block + event(R"({"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"Hi"}}},"logprobs":{"text":"Hi","token_ids":[1],"logprobs":[-0.5]}})") + close + finish);
  ASSERT_TRUE(played.response) << played.error->what();
  ASSERT_EQ(played.response->logprobs.size(), 1U);
  EXPECT_EQ(played.response->logprobs[0].logprob, -0.5);
}

struct BrokenCohere {
  const char* name;
  std::string bytes;
  ErrorCode code;
  bool retryable;
  std::string partial;
};

class CohereBroken : public ::testing::TestWithParam<BrokenCohere> {};

TEST_P(CohereBroken, IsTheSameErrorForEveryCut) {
  for (const std::size_t cut : {std::size_t{1}, std::size_t{7}, std::size_t{0}}) {
    const Played played = read(GetParam().bytes, cut);
    ASSERT_TRUE(played.error) << cut;
    EXPECT_EQ(played.error->code(), GetParam().code) << played.error->what();
    EXPECT_EQ(played.error->retryable(), GetParam().retryable) << played.error->what();
    EXPECT_EQ(played.error->partial(), GetParam().partial);
    EXPECT_EQ(played.error->provider(), "cohere");
    EXPECT_EQ(played.text, GetParam().partial);
    EXPECT_FALSE(played.response);
  }
}

std::string ends(const char* reason, const char* error) {
  return hello + event(std::string(R"({"type":"message-end","delta":{"finish_reason":")") + reason + R"(","error":")" + error + R"("}})");
}

INSTANTIATE_TEST_SUITE_P(
    Streams, CohereBroken,
    ::testing::Values(
        BrokenCohere{"no_message_end", hello + close, ErrorCode::stream_truncated, true, "Hello"},
        BrokenCohere{"done_without_an_end", hello + close + event("[DONE]"), ErrorCode::stream_truncated, true, "Hello"},
        BrokenCohere{"no_finish_reason", hello + event(R"({"type":"message-end","delta":{}})"), ErrorCode::stream_truncated, true, "Hello"},
        BrokenCohere{"no_delta_at_the_end", hello + event(R"({"type":"message-end"})"), ErrorCode::stream_truncated, true, "Hello"},
        BrokenCohere{"no_message_start", finish, ErrorCode::stream_truncated, true, ""},
        BrokenCohere{"half_json", hello + "data: {\"type\":\"content\n\n" + finish, ErrorCode::stream_truncated, true, "Hello"},
        BrokenCohere{"failed", ends("ERROR", "internal"), ErrorCode::overloaded, true, "Hello"},
        BrokenCohere{"timed_out", ends("TIMEOUT", ""), ErrorCode::overloaded, true, "Hello"},
        BrokenCohere{"a_message_alone", hello + event(R"({"message":"internal server error"})"), ErrorCode::overloaded, true, "Hello"},
        BrokenCohere{"twice", hello + block, ErrorCode::bad_response, false, "Hello"},
        BrokenCohere{"twice_after_its_end", hello + close + block, ErrorCode::bad_response, false, "Hello"},
        BrokenCohere{"after_its_end", hello + close + lo, ErrorCode::bad_response, false, "Hello"},
        BrokenCohere{"end_of_nothing", hello + event(R"({"type":"content-end","index":4})"), ErrorCode::bad_response, false, "Hello"},
        BrokenCohere{"a_call_twice", hello + call_start(0) + call_start(0), ErrorCode::bad_response, false, "Hello"},
        BrokenCohere{"a_piece_of_no_call", hello + event(R"({"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"{"}}}}})"), ErrorCode::bad_response, false, "Hello"},
        BrokenCohere{"not_an_object", hello + event("[1,2]"), ErrorCode::bad_response, true, "Hello"}),
    [](const auto& row) { return row.param.name; });

TEST(CohereStream, BlocksAreBounded) {
  std::string bytes = begin;
  for (int i = 0; i <= 1'000; ++i) bytes += call_start(i);
  const Played played = read(bytes);
  ASSERT_TRUE(played.error);
  EXPECT_EQ(played.error->code(), ErrorCode::bad_response);
}

TEST(CohereStream, BytesAreBounded) {
  Limits limits;
  limits.bytes = 300;
  const Played played = read(hello + lo + lo + lo, 0, limits);
  ASSERT_TRUE(played.error);
  EXPECT_EQ(played.error->code(), ErrorCode::limit_exceeded);
}

}  // namespace
}  // namespace baton::test
