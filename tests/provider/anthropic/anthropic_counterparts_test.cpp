#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/provider/anthropic.hpp>

#include "provider/counterpart_servers.hpp"

// The adapter against a server that others wrote: aimock plays Anthropic.

namespace baton::test {
namespace {

using nlohmann::json;

class AnthropicCounterparts : public CounterpartServers {
 protected:
  [[nodiscard]] static Model claude(std::string name = "claude-sonnet-4-5") {
    return Model(anthropic_model({.model = std::move(name), .base_url = at(*aimock, ""), .api_key = Secret("sk-test")}));
  }
  [[nodiscard]] Played streamed(ChatRequest request) { return stream(claude(), std::move(request)); }
};

TEST_F(AnthropicCounterparts, UnaryAndStream) {
  const ChatResponse whole = complete(claude(), ask("plain text"));
  const Played played = streamed(ask("plain text"));
  ASSERT_TRUE(played.response) << played.error->what();
  for (const ChatResponse& response : {whole, *played.response}) {
    EXPECT_EQ(response.text(), "Hello, wörld 😀");
    EXPECT_EQ(response.finish_reason, FinishReason::stop);
    EXPECT_EQ(response.usage, (Usage{12, 6, 0, 0, false}));
    EXPECT_EQ(response.model, "claude-sonnet-4-5");
    EXPECT_TRUE(response.id.starts_with("msg_"));
    EXPECT_FALSE(response.request_id.empty());
  }
}

TEST_F(AnthropicCounterparts, ParallelToolsThereAndBack) {
  for (const bool as_stream : {false, true}) {
    ChatRequest request = ask("two tools");
    request.tools = two_tools();
    const Played played = as_stream ? streamed(request) : Played{};
    ASSERT_FALSE(played.error) << played.error->what();
    const ChatResponse response = as_stream ? *played.response : complete(claude(), request);
    EXPECT_EQ(response.finish_reason, FinishReason::tool_calls);
    const auto calls = response.message.tool_calls();
    EXPECT_EQ(calls, (std::vector<ToolCall>{{"call_a", "get_weather", "{\"city\":\"Paris\"}"},
                                            {"call_b", "get_time", "{\"zone\":\"CET\"}"}}));
    request.messages.push_back(response.message);
    for (const auto& call : calls) request.messages.push_back(Message::tool_result(call, "fine"));
    EXPECT_EQ(complete(claude(), request).text(), "Sunny at noon.");
  }
}

TEST_F(AnthropicCounterparts, ThinkingIsSignedAndGoesBack) {
  ChatRequest request = ask("think first");
  request.options.reasoning_effort = "low";
  const Played played = streamed(request);
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.reasoning, "Let me see.");
  EXPECT_EQ(played.text, "Yes.");
  const auto& thought = std::get<Reasoning>(played.response->message.parts.at(0));
  EXPECT_EQ(json::parse(thought.raw)["signature"], "aimock-placeholder-signature");
  request.messages.push_back(played.response->message);
  request.messages.push_back(Message::user("plain text"));
  EXPECT_EQ(complete(claude(), request).text(), "Hello, wörld 😀");
}

TEST_F(AnthropicCounterparts, FinishByLength) {
  EXPECT_EQ(complete(claude(), ask("cut me off")).finish_reason, FinishReason::length);
  const Played played = streamed(ask("cut me off"));
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.response->finish_reason, FinishReason::length);
}

TEST_F(AnthropicCounterparts, ErrorsAreMapped) {
  const Played limited = streamed(ask("too many"));
  ASSERT_TRUE(limited.error);
  EXPECT_EQ(limited.error->code(), ErrorCode::rate_limited) << limited.error->what();
  EXPECT_EQ(limited.error->http_status(), 429);
  EXPECT_EQ(limited.error->retry_after(), std::chrono::seconds(1));
  EXPECT_EQ(limited.error->provider(), "anthropic");
  const Played unknown = streamed(ask("nothing matches this"));
  ASSERT_TRUE(unknown.error);
  EXPECT_EQ(unknown.error->code(), ErrorCode::not_found) << unknown.error->what();
}

TEST_F(AnthropicCounterparts, ABrokenStreamIsNoAnswer) {
  const Played played = streamed(ask("break off"));
  ASSERT_TRUE(played.error);
  EXPECT_EQ(played.error->code(), ErrorCode::stream_truncated) << played.error->what();
  EXPECT_FALSE(played.response);
  EXPECT_EQ(played.error->partial(), played.text);
}

}  // namespace
}  // namespace baton::test
