#include <gtest/gtest.h>

#include <baton/provider/ollama.hpp>

#include "provider/counterpart_servers.hpp"

// The adapter against a server that others wrote: aimock plays Ollama.

namespace baton::test {
namespace {

class OllamaCounterparts : public CounterpartServers {
 protected:
  [[nodiscard]] static Model llama() { return Model(ollama_model({.model = "llama3.2", .base_url = at(*aimock, "")})); }
  [[nodiscard]] Played streamed(ChatRequest request) { return stream(llama(), std::move(request)); }
};

TEST_F(OllamaCounterparts, UnaryAndStream) {
  const ChatResponse whole = complete(llama(), ask("plain text"));
  const Played played = streamed(ask("plain text"));
  ASSERT_TRUE(played.response) << played.error->what();
  for (const ChatResponse& response : {whole, *played.response}) {
    EXPECT_EQ(response.text(), "Hello, wörld 😀");
    EXPECT_EQ(response.finish_reason, FinishReason::stop);
    EXPECT_EQ(response.model, "llama3.2");
    // It sends counts of zero.
    EXPECT_TRUE(response.usage.estimated);
  }
}

TEST_F(OllamaCounterparts, ParallelToolsThereAndBack) {
  for (const bool as_stream : {false, true}) {
    ChatRequest request = ask("two tools");
    request.tools = two_tools();
    const Played played = as_stream ? streamed(request) : Played{};
    ASSERT_FALSE(played.error) << played.error->what();
    const ChatResponse response = as_stream ? *played.response : complete(llama(), request);
    EXPECT_EQ(response.finish_reason, FinishReason::tool_calls);
    const auto calls = response.message.tool_calls();
    EXPECT_EQ(calls, (std::vector<ToolCall>{{"call_1", "get_weather", "{\"city\":\"Paris\"}"},
                                            {"call_2", "get_time", "{\"zone\":\"CET\"}"}}));
    request.messages.push_back(response.message);
    for (const auto& call : calls) request.messages.push_back(Message::tool_result(call, "fine"));
    EXPECT_EQ(complete(llama(), request).text(), "Sunny at noon.");
  }
}

TEST_F(OllamaCounterparts, ErrorsAreMapped) {
  const Played limited = streamed(ask("too many"));
  ASSERT_TRUE(limited.error);
  EXPECT_EQ(limited.error->code(), ErrorCode::rate_limited) << limited.error->what();
  EXPECT_EQ(limited.error->http_status(), 429);
  EXPECT_EQ(limited.error->provider(), "ollama");
  const Played unknown = streamed(ask("nothing matches this"));
  ASSERT_TRUE(unknown.error);
  EXPECT_EQ(unknown.error->code(), ErrorCode::not_found) << unknown.error->what();
}

TEST_F(OllamaCounterparts, ABrokenStreamIsNoAnswer) {
  const Played played = streamed(ask("break off"));
  ASSERT_TRUE(played.error);
  EXPECT_EQ(played.error->code(), ErrorCode::stream_truncated) << played.error->what();
  EXPECT_FALSE(played.response);
  EXPECT_EQ(played.error->partial(), played.text);
}

}  // namespace
}  // namespace baton::test
