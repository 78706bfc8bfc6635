#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/http/client.hpp>
#include <baton/provider/openai_responses.hpp>

#include "provider/counterpart_servers.hpp"

// The adapter against a server that others wrote: aimock plays OpenAI's Responses protocol.

namespace baton::test {
namespace {

using nlohmann::json;

class ResponsesCounterparts : public CounterpartServers {
 protected:
  [[nodiscard]] static Model gpt(std::string name = "gpt-4o") {
    return Model(openai_responses_model({.model = std::move(name), .base_url = at(*aimock, "/v1"), .api_key = Secret("sk-test")}));
  }
  [[nodiscard]] Played streamed(ChatRequest request) { return stream(gpt(), std::move(request)); }
};

TEST_F(ResponsesCounterparts, UnaryAndStream) {
  const ChatResponse whole = complete(gpt(), ask("plain text"));
  const Played played = streamed(ask("plain text"));
  ASSERT_TRUE(played.response) << played.error->what();
  for (const ChatResponse& response : {whole, *played.response}) {
    EXPECT_EQ(response.text(), "Hello, wörld 😀");
    EXPECT_EQ(response.finish_reason, FinishReason::stop);
    EXPECT_EQ(response.usage, (Usage{12, 6, 0, 0, false}));
    EXPECT_EQ(response.model, "gpt-4o");
    EXPECT_TRUE(response.id.starts_with("resp"));
  }
}

TEST_F(ResponsesCounterparts, ParallelToolsThereAndBack) {
  for (const bool as_stream : {false, true}) {
    ChatRequest request = ask("two tools");
    request.tools = two_tools();
    const Played played = as_stream ? streamed(request) : Played{};
    ASSERT_FALSE(played.error) << played.error->what();
    const ChatResponse response = as_stream ? *played.response : complete(gpt(), request);
    EXPECT_EQ(response.finish_reason, FinishReason::tool_calls);
    const auto calls = response.message.tool_calls();
    EXPECT_EQ(calls, (std::vector<ToolCall>{{"call_a", "get_weather", "{\"city\":\"Paris\"}"},
                                            {"call_b", "get_time", "{\"zone\":\"CET\"}"}}));
    request.messages.push_back(response.message);
    for (const auto& call : calls) request.messages.push_back(Message::tool_result(call, "fine"));
    EXPECT_EQ(complete(gpt(), request).text(), "Sunny at noon.");
  }
}

TEST_F(ResponsesCounterparts, EncryptedReasoningComesAndGoesBack) {
  ChatRequest request = ask("think first");
  request.options.reasoning_effort = "low";
  const Played played = stream(gpt("o3"), request);
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.reasoning, "Let me see.");
  EXPECT_EQ(played.text, "Yes.");
  const auto& thought = std::get<Reasoning>(played.response->message.parts.at(0));
  EXPECT_FALSE(json::parse(thought.raw)["encrypted_content"].get<std::string>().empty());
  request.messages.push_back(played.response->message);
  request.messages.push_back(Message::user("plain text"));
  EXPECT_EQ(complete(gpt("o3"), request).text(), "Hello, wörld 😀");
}

TEST_F(ResponsesCounterparts, FinishByLength) {
  EXPECT_EQ(complete(gpt(), ask("cut me off")).finish_reason, FinishReason::length);
  const Played played = streamed(ask("cut me off"));
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.response->finish_reason, FinishReason::length);
}

TEST_F(ResponsesCounterparts, ErrorsAreMapped) {
  const Played limited = streamed(ask("too many"));
  ASSERT_TRUE(limited.error);
  EXPECT_EQ(limited.error->code(), ErrorCode::rate_limited) << limited.error->what();
  EXPECT_EQ(limited.error->http_status(), 429);
  EXPECT_EQ(limited.error->provider(), "openai-responses");
  const Played unknown = streamed(ask("nothing matches this"));
  ASSERT_TRUE(unknown.error);
  EXPECT_EQ(unknown.error->code(), ErrorCode::not_found) << unknown.error->what();
}

TEST_F(ResponsesCounterparts, ABrokenStreamIsNoAnswer) {
  const Played played = streamed(ask("break off"));
  ASSERT_TRUE(played.error);
  EXPECT_EQ(played.error->code(), ErrorCode::stream_truncated) << played.error->what();
  EXPECT_FALSE(played.response);
  EXPECT_EQ(played.error->partial(), played.text);
}

}  // namespace
}  // namespace baton::test
