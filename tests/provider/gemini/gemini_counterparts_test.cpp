#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/provider/gemini.hpp>

#include "provider/counterpart_servers.hpp"

// The adapter against a server that others wrote: aimock plays the Gemini API and Vertex AI.

namespace baton::test {
namespace {

using nlohmann::json;

class GeminiCounterparts : public CounterpartServers {
 protected:
  [[nodiscard]] static Model gemini() {
    return Model(gemini_model({.model = "gemini-2.5-flash", .base_url = at(*aimock, "/v1beta"), .api_key = Secret("k-test")}));
  }
  [[nodiscard]] static Model vertex() {
    return Model(vertex_model({.model = "gemini-2.5-flash", .base_url = at(*aimock, "/v1/projects/p/locations/global/publishers/google"),
                               .access_token = Secret("t-test")}));
  }
  [[nodiscard]] Played streamed(ChatRequest request) { return stream(gemini(), std::move(request)); }
};

TEST_F(GeminiCounterparts, UnaryAndStream) {
  for (const Model& model : {gemini(), vertex()}) {
    const ChatResponse whole = complete(model, ask("plain text"));
    const Played played = stream(model, ask("plain text"));
    ASSERT_TRUE(played.response) << played.error->what();
    for (const ChatResponse& response : {whole, *played.response}) {
      EXPECT_EQ(response.text(), "Hello, wörld 😀");
      EXPECT_EQ(response.finish_reason, FinishReason::stop);
      EXPECT_EQ(response.usage, (Usage{12, 6, 0, 0, false}));
    }
  }
}

TEST_F(GeminiCounterparts, ParallelToolsThereAndBack) {
  for (const bool as_stream : {false, true}) {
    ChatRequest request = ask("two tools");
    request.tools = two_tools();
    const Played played = as_stream ? streamed(request) : Played{};
    ASSERT_FALSE(played.error) << played.error->what();
    const ChatResponse response = as_stream ? *played.response : complete(gemini(), request);
    // It finishes with FUNCTION_CALL, which Google does not have.
    EXPECT_EQ(response.finish_reason, FinishReason::other);
    const auto calls = response.message.tool_calls();
    EXPECT_EQ(calls, (std::vector<ToolCall>{{"call_a", "get_weather", "{\"city\":\"Paris\"}"},
                                            {"call_b", "get_time", "{\"zone\":\"CET\"}"}}));
    request.messages.push_back(response.message);
    for (const auto& call : calls) request.messages.push_back(Message::tool_result(call, "fine"));
    EXPECT_EQ(complete(gemini(), request).text(), "Sunny at noon.");
  }
}

TEST_F(GeminiCounterparts, ThoughtsGoBack) {
  ChatRequest request = ask("think first");
  request.options.reasoning_effort = "low";
  const Played played = streamed(request);
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.reasoning, "Let me see.");
  EXPECT_EQ(played.text, "Yes.");
  request.messages.push_back(played.response->message);
  request.messages.push_back(Message::user("plain text"));
  EXPECT_EQ(complete(gemini(), request).text(), "Hello, wörld 😀");
}

TEST_F(GeminiCounterparts, FinishByLength) {
  EXPECT_EQ(complete(gemini(), ask("cut me off")).finish_reason, FinishReason::length);
  const Played played = streamed(ask("cut me off"));
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.response->finish_reason, FinishReason::length);
}

TEST_F(GeminiCounterparts, ErrorsAreMapped) {
  const Played limited = streamed(ask("too many"));
  ASSERT_TRUE(limited.error);
  EXPECT_EQ(limited.error->code(), ErrorCode::rate_limited) << limited.error->what();
  EXPECT_EQ(limited.error->http_status(), 429);
  EXPECT_EQ(limited.error->provider(), "gemini");
  const Played unknown = streamed(ask("nothing matches this"));
  ASSERT_TRUE(unknown.error);
  EXPECT_EQ(unknown.error->code(), ErrorCode::not_found) << unknown.error->what();
}

TEST_F(GeminiCounterparts, ABrokenStreamIsNoAnswer) {
  const Played played = streamed(ask("break off"));
  ASSERT_TRUE(played.error);
  EXPECT_EQ(played.error->code(), ErrorCode::stream_truncated) << played.error->what();
  EXPECT_FALSE(played.response);
  EXPECT_EQ(played.error->partial(), played.text);
}

}  // namespace
}  // namespace baton::test
