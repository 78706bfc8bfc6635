#include "provider/bedrock/bedrock_stream.hpp"

#include <gtest/gtest.h>

#include "provider/aws/aws_messages.hpp"
#include "provider/bedrock/bedrock_wire.hpp"
#include "provider/played.hpp"

namespace baton::test {
namespace {

Played read(std::string_view bytes, std::size_t cut = 0, Limits limits = {}) {
  const detail::BedrockWire wire({.model = "m", .base_url = "http://h", .api_key = Secret("sk-canary"), .limits = limits});
  HttpHead head;
  head.status = 200;
  return play(wire, {}, head, bytes, cut);
}

std::string piece(const char* text) {
  return aws_event("contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":")" + std::string(text) + "\"}}");
}
const std::string begin = aws_event("messageStart", R"({"role":"assistant"})");
const std::string hello = begin + piece("Hel") + piece("lo");
const std::string close = aws_event("contentBlockStop", R"({"contentBlockIndex":0})");
const std::string stop = aws_event("messageStop", R"({"stopReason":"end_turn"})");
const std::string metadata = aws_event("metadata", R"({"usage":{"inputTokens":7,"outputTokens":2,"totalTokens":9},"metrics":{"latencyMs":1}})");

std::string exception(const char* type) { return hello + aws_exception(type, R"({"message":"no"})") + stop + metadata; }
std::string flipped(std::string bytes, std::size_t from_the_end) {
  bytes[bytes.size() - from_the_end] ^= 1;
  return bytes;
}

struct Broken {
  const char* name;
  std::string bytes;
  ErrorCode code;
  bool retryable;
  std::string partial;
};

class BedrockBroken : public ::testing::TestWithParam<Broken> {};

TEST_P(BedrockBroken, IsTheSameErrorForEveryCut) {
  for (const std::size_t cut : {std::size_t{1}, std::size_t{7}, std::size_t{0}}) {
    const Played played = read(GetParam().bytes, cut);
    ASSERT_TRUE(played.error) << cut;
    EXPECT_EQ(played.error->code(), GetParam().code) << played.error->what();
    EXPECT_EQ(played.error->retryable(), GetParam().retryable) << played.error->what();
    EXPECT_EQ(played.error->partial(), GetParam().partial);
    EXPECT_EQ(played.error->provider(), "bedrock");
    EXPECT_EQ(played.text, GetParam().partial);
    EXPECT_FALSE(played.response);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Streams, BedrockBroken,
    ::testing::Values(
        Broken{"no_metadata", hello + close + stop, ErrorCode::stream_truncated, true, "Hello"},
        Broken{"no_stop_reason", hello + close, ErrorCode::stream_truncated, true, "Hello"},
        Broken{"metadata_without_a_stop_reason", hello + close + metadata, ErrorCode::stream_truncated, true, "Hello"},
        Broken{"within_a_message", hello + stop.substr(0, 20), ErrorCode::stream_truncated, true, "Hello"},
        Broken{"within_the_first_prelude", begin.substr(0, 6), ErrorCode::stream_truncated, true, ""},
        Broken{"damaged", flipped(hello + close, 10) + stop + metadata, ErrorCode::bad_response, true, "Hello"},
        Broken{"half_json", hello + aws_event("messageStop", "{\"stopRea") + metadata, ErrorCode::stream_truncated, true, "Hello"},
        Broken{"throttling", exception("throttlingException"), ErrorCode::rate_limited, true, "Hello"},
        Broken{"model_stream_error", exception("modelStreamErrorException"), ErrorCode::overloaded, true, "Hello"},
        Broken{"unavailable", exception("serviceUnavailableException"), ErrorCode::overloaded, true, "Hello"},
        Broken{"internal", exception("internalServerException"), ErrorCode::overloaded, true, "Hello"},
        Broken{"timeout", exception("modelTimeoutException"), ErrorCode::overloaded, true, "Hello"},
        Broken{"validation", exception("validationException"), ErrorCode::invalid_argument, false, "Hello"},
        Broken{"access", exception("accessDeniedException"), ErrorCode::permission_denied, false, "Hello"},
        Broken{"error", hello + aws_message_of(aws_headers({{":message-type", "error"}, {":error-code", "InternalError"}, {":error-message", "oh"}}), ""),
               ErrorCode::overloaded, true, "Hello"},
        Broken{"goes_on_after_the_end", hello + stop + piece("again"), ErrorCode::bad_response, false, "Hello"},
        Broken{"piece_of_a_closed_block", hello + close + piece("again"), ErrorCode::bad_response, false, "Hello"},
        Broken{"json_error", R"({"message":"Internal failure"})", ErrorCode::overloaded, true, ""},
        Broken{"server_sent_events", "data: {}\n\n", ErrorCode::bad_response, true, ""},
        Broken{"html", "<html>proxy</html>", ErrorCode::bad_response, true, ""}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(BedrockStream, UsageComesLastAndNothingIsReadBehind) {
  const Played played = read(hello + close + stop + metadata + "rubbish", 3);
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.text, "Hello");
  EXPECT_EQ(played.response->usage, (Usage{7, 2, 0, 0}));
  EXPECT_EQ(played.response->model, "m");
}

TEST(BedrockStream, IsBoundedAsAWhole) {
  Limits limits;
  limits.bytes = 600;
  std::string bytes = hello;
  for (int i = 0; i < 20; ++i) bytes += piece("lo");
  const Played played = read(bytes, 7, limits);
  ASSERT_TRUE(played.error);
  EXPECT_EQ(played.error->code(), ErrorCode::limit_exceeded);
  EXPECT_FALSE(played.error->partial().empty());
}

TEST(BedrockStream, InvalidUtf8IsReplaced) {
  const Played played = read(begin + piece("\xFFz") + close + stop + metadata, 1);
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.text, "\xEF\xBF\xBDz");
}

}  // namespace
}  // namespace baton::test
