#include "provider/gemini/gemini_stream.hpp"

#include <gtest/gtest.h>

#include "provider/gemini/gemini_wire.hpp"
#include "provider/played.hpp"

namespace baton::test {
namespace {

Played read(std::string_view bytes, std::size_t cut = 0, Limits limits = {}) {
  const detail::GeminiWire wire(detail::gemini_server(GeminiOptions{.model = "m", .api_key = Secret("sk-canary"), .limits = limits}));
  HttpHead head;
  head.status = 200;
  head.headers = {{"x-request-id", "req-9"}};
  return play(wire, {}, head, bytes, cut);
}

// Google ends its lines with both.
std::string event(const std::string& data) { return "data: " + data + "\r\n\r\n"; }
std::string piece(const std::string& part, const std::string& more = "") {
  return event(R"({"candidates":[{"content":{"parts":[)" + part + R"(],"role":"model"})" + more + "}]}");
}
const std::string stop = R"(,"finishReason":"STOP")";
const std::string hello = piece(R"({"text":"Hel"})") + piece(R"({"text":"lo"})");

TEST(GeminiStream, OrderOfEvents) {
  const std::string bytes = piece(R"({"text":"Hm","thought":true})") + piece(R"({"text":"A"},{"functionCall":{"name":"f","args":{"a":1}}})") +
                            piece(R"({"functionCall":{"id":"x","name":"g"}},{"text":"B"})", stop);
  for (const std::size_t cut : {std::size_t{1}, std::size_t{7}, std::size_t{0}}) {
    const Played played = read(bytes, cut);
    ASSERT_TRUE(played.response) << played.error->what();
    EXPECT_EQ(played.reasoning, "Hm");
    EXPECT_EQ(played.text, "AB");
    ASSERT_EQ(played.calls.size(), 2U);
    EXPECT_EQ(played.calls[0].index, 0U);
    EXPECT_EQ(played.calls[0].arguments, R"({"a":1})");
    EXPECT_EQ(played.calls[1].index, 1U);
    EXPECT_EQ(played.calls[1].name, "g");
    EXPECT_EQ(played.response->message.parts.size(), 5U);
    EXPECT_EQ(played.response->finish_reason, FinishReason::tool_calls);
  }
}

TEST(GeminiStream, CountsThatCameBeforeStay) {
  const Played played = read(event(R"({"candidates":[],"usageMetadata":{"promptTokenCount":7,"cachedContentTokenCount":3}})") + hello +
                             event(R"({"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"candidatesTokenCount":2,"cachedContentTokenCount":null}})"));
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.response->usage, (Usage{7, 2, 3, 0, false}));
}

TEST(GeminiStream, WhatMayFollowTheFinish) {
  const Played played = read(hello + piece(R"({"text":""})", stop) + event(R"({"usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":2}})") +
                             piece(R"({"text":"","thoughtSignature":"c2ln"})", stop));
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.response->usage, (Usage{7, 2, 0, 0, false}));
  EXPECT_EQ(std::get<Reasoning>(played.response->message.parts.back()).raw, R"({"text":"","thoughtSignature":"c2ln"})");
}

struct Broken {
  const char* name;
  std::string bytes;
  ErrorCode code;
  bool retryable;
  std::string partial;
};

class GeminiBroken : public ::testing::TestWithParam<Broken> {};

TEST_P(GeminiBroken, IsTheSameErrorForEveryCut) {
  for (const std::size_t cut : {std::size_t{1}, std::size_t{7}, std::size_t{0}}) {
    const Played played = read(GetParam().bytes, cut);
    ASSERT_TRUE(played.error) << cut;
    EXPECT_EQ(played.error->code(), GetParam().code) << played.error->what();
    EXPECT_EQ(played.error->retryable(), GetParam().retryable) << played.error->what();
    EXPECT_EQ(played.error->partial(), GetParam().partial);
    EXPECT_EQ(played.error->provider(), "gemini");
    EXPECT_EQ(played.text, GetParam().partial);
    EXPECT_FALSE(played.response);
    EXPECT_EQ(std::string(played.error->what()).find("canary"), std::string::npos) << played.error->what();
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, GeminiBroken,
    ::testing::Values(
        Broken{"no_finish", hello, ErrorCode::stream_truncated, true, "Hello"},
        Broken{"no_candidate", event(R"({"usageMetadata":{"promptTokenCount":7}})"), ErrorCode::stream_truncated, true, ""},
        Broken{"half_an_event", hello + event(R"({"candidates":[{"con)"), ErrorCode::stream_truncated, true, "Hello"},
        Broken{"blocked", event(R"({"promptFeedback":{"blockReason":"SAFETY"}})"), ErrorCode::content_filtered, false, ""},
        Broken{"blocked_midway", hello + event(R"({"promptFeedback":{"blockReason":"MODEL_ARMOR"}})"), ErrorCode::content_filtered, false, "Hello"},
        Broken{"malformed_call", hello + event(R"({"candidates":[{"finishReason":"MALFORMED_FUNCTION_CALL"}]})"), ErrorCode::model_output_invalid, false, "Hello"},
        Broken{"text_after_the_finish", hello + piece(R"({"text":""})", stop) + piece(R"({"text":"!"})"), ErrorCode::bad_response, false, "Hello"},
        Broken{"a_call_after_the_finish", hello + piece(R"({"text":""})", stop) + piece(R"({"functionCall":{"name":"f"}})"), ErrorCode::bad_response, false, "Hello"},
        Broken{"nothing_said", event(R"({"candidates":[{"finishReason":"STOP"}]})"), ErrorCode::bad_response, true, ""},
        Broken{"error", hello + event(R"({"error":{"code":500,"message":"sk-canary","status":"INTERNAL"}})"), ErrorCode::overloaded, true, "Hello"},
        Broken{"error_event", hello + "event: error\r\n" + event("the engine died"), ErrorCode::overloaded, true, "Hello"},
        Broken{"bare_string", hello + event("\"the engine died\""), ErrorCode::overloaded, true, "Hello"},
        Broken{"no_object", hello + event("17"), ErrorCode::bad_response, true, "Hello"},
        Broken{"call_in_pieces", hello + piece(R"({"functionCall":{"name":"f","willContinue":true}})"), ErrorCode::bad_response, false, "Hello"}),
    [](const auto& row) { return row.param.name; });

TEST(GeminiStream, HasAnEnd) {
  const Played played = read(hello + hello + hello + piece(R"({"text":"!"})", stop), 0, Limits{.bytes = 200});
  ASSERT_TRUE(played.error);
  EXPECT_EQ(played.error->code(), ErrorCode::limit_exceeded) << played.error->what();
}

}  // namespace
}  // namespace baton::test
