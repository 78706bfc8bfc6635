#include <gtest/gtest.h>

#include <baton/provider/bedrock.hpp>

#include "provider/counterpart_servers.hpp"

// The adapter against a server that others wrote: aimock plays Bedrock, event stream and all.

namespace baton::test {
namespace {

class BedrockCounterparts : public CounterpartServers {
 protected:
  [[nodiscard]] static Model nova() {
    return Model(bedrock_model({.model = "amazon.nova-pro-v1:0", .region = "us-east-1", .base_url = at(*aimock, ""),
                                .access_key_id = "AKIDEXAMPLE", .secret_access_key = Secret("secret")}));
  }
  [[nodiscard]] Played streamed(ChatRequest request) { return stream(nova(), std::move(request)); }
};

TEST_F(BedrockCounterparts, UnaryAndStream) {
  const ChatResponse whole = complete(nova(), ask("plain text"));
  const Played played = streamed(ask("plain text"));
  ASSERT_TRUE(played.response) << played.error->what();
  for (const ChatResponse& response : {whole, *played.response}) {
    EXPECT_EQ(response.text(), "Hello, wörld 😀");
    EXPECT_EQ(response.finish_reason, FinishReason::stop);
    EXPECT_EQ(response.usage, (Usage{12, 6, 0, 0, false}));
  }
}

TEST_F(BedrockCounterparts, ParallelToolsThereAndBack) {
  for (const bool as_stream : {false, true}) {
    ChatRequest request = ask("two tools");
    request.tools = two_tools();
    const Played played = as_stream ? streamed(request) : Played{};
    ASSERT_FALSE(played.error) << played.error->what();
    const ChatResponse response = as_stream ? *played.response : complete(nova(), request);
    EXPECT_EQ(response.finish_reason, FinishReason::tool_calls);
    const auto calls = response.message.tool_calls();
    EXPECT_EQ(calls, (std::vector<ToolCall>{{"call_a", "get_weather", "{\"city\":\"Paris\"}"},
                                            {"call_b", "get_time", "{\"zone\":\"CET\"}"}}));
    request.messages.push_back(response.message);
    for (const auto& call : calls) request.messages.push_back(Message::tool_result(call, "fine"));
    EXPECT_EQ(complete(nova(), request).text(), "Sunny at noon.");
  }
}

TEST_F(BedrockCounterparts, FinishByLength) {
  EXPECT_EQ(complete(nova(), ask("cut me off")).finish_reason, FinishReason::length);
  const Played played = streamed(ask("cut me off"));
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.response->finish_reason, FinishReason::length);
}

TEST_F(BedrockCounterparts, ErrorsAreMapped) {
  const Played limited = streamed(ask("too many"));
  ASSERT_TRUE(limited.error);
  EXPECT_EQ(limited.error->code(), ErrorCode::rate_limited) << limited.error->what();
  EXPECT_EQ(limited.error->http_status(), 429);
  const Played unknown = streamed(ask("nothing matches this"));
  ASSERT_TRUE(unknown.error);
  EXPECT_EQ(unknown.error->code(), ErrorCode::not_found) << unknown.error->what();
}

TEST_F(BedrockCounterparts, ABrokenStreamIsNoAnswer) {
  const Played played = streamed(ask("break off"));
  ASSERT_TRUE(played.error);
  EXPECT_EQ(played.error->code(), ErrorCode::stream_truncated) << played.error->what();
  EXPECT_FALSE(played.response);
  EXPECT_EQ(played.error->partial(), played.text);
}

}  // namespace
}  // namespace baton::test
