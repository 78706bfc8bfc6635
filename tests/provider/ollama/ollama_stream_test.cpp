#include "provider/ollama/ollama_stream.hpp"

#include <gtest/gtest.h>

#include "provider/ollama/ollama_wire.hpp"
#include "provider/played.hpp"

namespace baton::test {
namespace {

Played read(std::string_view bytes, std::size_t cut = 0, Limits limits = {}) {
  const detail::OllamaWire wire({.model = "m", .api_key = Secret("sk-canary"), .limits = limits});
  HttpHead head;
  head.status = 200;
  return play(wire, {}, head, bytes, cut);
}

std::string piece(const std::string& text) { return R"({"model":"m","message":{"role":"assistant","content":")" + text + "\"},\"done\":false}\n"; }
const std::string hello = piece("Hel") + piece("lo");
const std::string end = R"({"model":"m","message":{"role":"assistant","content":""},"done_reason":"stop","done":true,"prompt_eval_count":7,"eval_count":2})" "\n";

struct Broken {
  const char* name;
  std::string bytes;
  ErrorCode code;
  bool retryable;
  std::string partial;
};

class OllamaBroken : public ::testing::TestWithParam<Broken> {};

TEST_P(OllamaBroken, IsTheSameErrorForEveryCut) {
  for (const std::size_t cut : {std::size_t{1}, std::size_t{7}, std::size_t{0}}) {
    const Played played = read(GetParam().bytes, cut);
    ASSERT_TRUE(played.error) << cut;
    EXPECT_EQ(played.error->code(), GetParam().code) << played.error->what();
    EXPECT_EQ(played.error->retryable(), GetParam().retryable) << played.error->what();
    EXPECT_EQ(played.error->partial(), GetParam().partial);
    EXPECT_EQ(played.error->provider(), "ollama");
    EXPECT_EQ(played.text, GetParam().partial);
    EXPECT_FALSE(played.response);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Streams, OllamaBroken,
    ::testing::Values(
        Broken{"within_the_first_line", piece("Hel").substr(0, 30), ErrorCode::stream_truncated, true, ""},
        Broken{"within_a_line", hello + end.substr(0, 20), ErrorCode::stream_truncated, true, "Hello"},
        Broken{"never_done", hello, ErrorCode::stream_truncated, true, "Hello"},
        Broken{"half_json", hello + "{\"model\":\n" + end, ErrorCode::stream_truncated, true, "Hello"},
        Broken{"error", hello + "{\"error\":\"CUDA error\"}\n" + end, ErrorCode::overloaded, true, "Hello"},
        Broken{"error_with_a_status", hello + "{\"error\":\"slow down\",\"status\":429}\n", ErrorCode::rate_limited, true, "Hello"},
        Broken{"error_first", "{\"error\":\"CUDA error\"}\n", ErrorCode::overloaded, true, ""},
        Broken{"error_without_a_line_break", "{\"error\":\"CUDA error\"}", ErrorCode::overloaded, true, ""},
        Broken{"bare_string", "\"the engine died\"\n", ErrorCode::overloaded, true, ""},
        Broken{"prose", hello + "CUDA error\n", ErrorCode::overloaded, true, "Hello"},
        Broken{"number", hello + "7\n", ErrorCode::bad_response, true, "Hello"},
        Broken{"html", " <html>proxy</html>", ErrorCode::bad_response, true, ""},
        Broken{"nothing_known", "{\"novelty\":1}\n", ErrorCode::bad_response, true, ""}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(OllamaStream, WhatComesAfterTheEndIsNotRead) {
  const Played played = read(hello + end + piece("again") + "{\"error\":\"late\"}\n");
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.text, "Hello");
  EXPECT_EQ(played.response->usage, (Usage{7, 2, 0, 0}));
}

TEST(OllamaStream, EventsComeInOrder) {
  const Played played = read(R"({"message":{"thinking":"Hm."},"done":false})" "\n" + hello +
                             R"({"message":{"content":"","tool_calls":[{"function":{"name":"f","arguments":{"a":1}}}]},"done":false})" "\r\n\n" + end, 3);
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.reasoning, "Hm.");
  ASSERT_EQ(played.calls.size(), 1U);
  EXPECT_EQ(played.calls[0].id, "call_1");
  EXPECT_EQ(played.calls[0].arguments, R"({"a":1})");
  EXPECT_EQ(played.response->finish_reason, FinishReason::tool_calls);
  EXPECT_EQ(played.response->message.parts.size(), 3U);
}

TEST(OllamaStream, IsBoundedAsAWhole) {
  Limits limits;
  limits.bytes = 600;
  std::string bytes;
  for (int i = 0; i < 20; ++i) bytes += piece("lo");
  const Played played = read(bytes, 7, limits);
  ASSERT_TRUE(played.error);
  EXPECT_EQ(played.error->code(), ErrorCode::limit_exceeded);
  EXPECT_FALSE(played.error->partial().empty());
}

}  // namespace
}  // namespace baton::test
