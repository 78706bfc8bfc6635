#include "provider/anthropic/anthropic_stream.hpp"

#include <gtest/gtest.h>

#include "provider/anthropic/anthropic_wire.hpp"
#include "provider/played.hpp"

namespace baton::test {
namespace {

Played read(std::string_view bytes, std::size_t cut = 0, Limits limits = {}) {
  const detail::AnthropicWire wire({.model = "m", .api_key = Secret("sk-canary"), .limits = limits});
  HttpHead head;
  head.status = 200;
  head.headers = {{"request-id", "req-9"}};
  return play(wire, {}, head, bytes, cut);
}

std::string event(const std::string& data) {
  const auto from = data.find("\":\"") + 3;
  return "event: " + data.substr(from, data.find('"', from) - from) + "\ndata: " + data + "\n\n";
}

const std::string begin = event(R"({"type":"message_start","message":{"id":"msg_1","model":"m","usage":{"input_tokens":7,"output_tokens":1}}})");
const std::string block = event(R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})");
const std::string hel = event(R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hel"}})");
const std::string lo = event(R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"lo"}})");
const std::string close = event(R"({"type":"content_block_stop","index":0})");
const std::string finish = event(R"({"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":2}})");
const std::string stop = event(R"({"type":"message_stop"})");
const std::string hello = begin + block + hel + lo;

TEST(AnthropicStream, UsageOfTheDeltaIsLaidOverThatOfTheStart) {
  const Played played = read(hello + close + finish + stop);
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.response->usage, (Usage{7, 2, 0, 0, false}));
  const Played later = read(hello + close + event(R"({"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":9,"cache_read_input_tokens":null,"output_tokens":3}})") + stop);
  EXPECT_EQ(later.response->usage, (Usage{9, 3, 0, 0, false}));
}

struct Broken {
  const char* name;
  std::string bytes;
  ErrorCode code;
  bool retryable;
  std::string partial;
};

class AnthropicBroken : public ::testing::TestWithParam<Broken> {};

TEST_P(AnthropicBroken, IsTheSameErrorForEveryCut) {
  for (const std::size_t cut : {std::size_t{1}, std::size_t{7}, std::size_t{0}}) {
    const Played played = read(GetParam().bytes, cut);
    ASSERT_TRUE(played.error) << cut;
    EXPECT_EQ(played.error->code(), GetParam().code) << played.error->what();
    EXPECT_EQ(played.error->retryable(), GetParam().retryable) << played.error->what();
    EXPECT_EQ(played.error->partial(), GetParam().partial);
    EXPECT_EQ(played.error->provider(), "anthropic");
    EXPECT_EQ(played.text, GetParam().partial);
    EXPECT_FALSE(played.response);
  }
}

std::string error(const char* type) {
  return hello + event(std::string(R"({"type":"error","error":{"type":")") + type + R"(","message":"m"}})");
}

INSTANTIATE_TEST_SUITE_P(
    Streams, AnthropicBroken,
    ::testing::Values(
        Broken{"no_message_stop", hello + close + finish, ErrorCode::stream_truncated, true, "Hello"},
        Broken{"no_stop_reason", hello + close + stop, ErrorCode::stream_truncated, true, "Hello"},
        Broken{"no_message_start", event(R"({"type":"ping"})") + stop, ErrorCode::stream_truncated, true, ""},
        Broken{"half_json", hello + "data: {\"type\":\"content_bl\n\n" + stop, ErrorCode::stream_truncated, true, "Hello"},
        Broken{"overloaded", error("overloaded_error"), ErrorCode::overloaded, true, "Hello"},
        Broken{"internal", error("api_error"), ErrorCode::overloaded, true, "Hello"},
        Broken{"timeout", error("timeout_error"), ErrorCode::overloaded, true, "Hello"},
        Broken{"rate", error("rate_limit_error"), ErrorCode::rate_limited, true, "Hello"},
        Broken{"billing", error("billing_error"), ErrorCode::quota_exhausted, false, "Hello"},
        Broken{"bad_request", error("invalid_request_error"), ErrorCode::invalid_argument, false, "Hello"},
        Broken{"key", error("authentication_error"), ErrorCode::permission_denied, false, "Hello"},
        Broken{"prose", hello + "event: error\ndata: upstream died\n\n", ErrorCode::overloaded, true, "Hello"},
        Broken{"traceback", hello + "data: Traceback\n\n", ErrorCode::overloaded, true, "Hello"},
        Broken{"number", hello + "data: 7\n\n", ErrorCode::bad_response, true, "Hello"},
        Broken{"goes_on_after_the_end", hello + finish + lo, ErrorCode::bad_response, false, "Hello"},
        Broken{"begins_after_the_end", hello + close + finish + event(R"({"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}})"), ErrorCode::bad_response, false, "Hello"},
        Broken{"delta_without_block", begin + lo, ErrorCode::bad_response, false, ""},
        Broken{"block_twice", hello + block, ErrorCode::bad_response, false, "Hello"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(AnthropicStream, WithoutNamesOfEvents) {
  std::string bytes = hello + close + finish + stop;
  for (auto at = bytes.find("event: "); at != std::string::npos; at = bytes.find("event: ", at)) {
    bytes.erase(at, bytes.find('\n', at) + 1 - at);
  }
  EXPECT_EQ(read(bytes).text, "Hello");
}

TEST(AnthropicStream, APausedTurnGoesBackAsItIs) {
  const Played played = read(begin + event(R"({"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use","id":"s","name":"web_search","input":{}}})") +
                             close + event(R"({"type":"message_delta","delta":{"stop_reason":"pause_turn"},"usage":{"output_tokens":2}})") + stop);
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.response->finish_reason, FinishReason::other);
  EXPECT_NE(std::get<Reasoning>(played.response->message.parts.at(0)).raw.find("server_tool_use"), std::string::npos);
}

TEST(AnthropicStream, CutOffArgumentsAreKeptAsTheyAre) {
  const Played played = read(begin + event(R"({"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t","name":"f","input":{}}})") +
                             event(R"({"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"a\":"}})") +
                             event(R"({"type":"message_delta","delta":{"stop_reason":"max_tokens"}})") + stop);
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.response->finish_reason, FinishReason::length);
  EXPECT_EQ(played.response->message.tool_calls().at(0).arguments, "{\"a\":");
}

TEST(AnthropicStream, IsBoundedAsAWhole) {
  Limits limits;
  limits.bytes = 600;
  std::string bytes = hello;
  for (int i = 0; i < 20; ++i) bytes += lo;
  const Played played = read(bytes, 7, limits);
  ASSERT_TRUE(played.error);
  EXPECT_EQ(played.error->code(), ErrorCode::limit_exceeded);
  EXPECT_FALSE(played.error->partial().empty());
}

TEST(AnthropicStream, InvalidUtf8IsReplaced) {
  const Played played = read(hello + event("{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"\xFFz\"}}") + close + finish + stop, 1);
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.text, "Hello\xEF\xBF\xBDz");
}

}  // namespace
}  // namespace baton::test
