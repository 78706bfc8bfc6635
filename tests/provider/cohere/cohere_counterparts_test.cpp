#include <gtest/gtest.h>

#include <baton/provider/cohere.hpp>

#include "provider/counterpart_servers.hpp"

// The adapter against a server that others wrote: aimock plays Cohere. (It sends reasoning as text, so
// thinking is not tried here.)

namespace baton::test {
namespace {

class CohereCounterparts : public CounterpartServers {
 protected:
  [[nodiscard]] static Model command() {
    return Model(cohere_model({.model = "command-a-03-2025", .base_url = at(*aimock, ""), .api_key = Secret("sk-test")}));
  }
  [[nodiscard]] Played streamed(ChatRequest request) { return stream(command(), std::move(request)); }
};

TEST_F(CohereCounterparts, UnaryAndStream) {
  const ChatResponse whole = complete(command(), ask("plain text"));
  const Played played = streamed(ask("plain text"));
  ASSERT_TRUE(played.response) << played.error->what();
  for (const ChatResponse& response : {whole, *played.response}) {
    EXPECT_EQ(response.text(), "Hello, wörld 😀");
    EXPECT_EQ(response.finish_reason, FinishReason::stop);
    EXPECT_EQ(response.usage, (Usage{12, 6, 0, 0, false}));
    EXPECT_EQ(response.model, "command-a-03-2025");
    EXPECT_FALSE(response.id.empty());
  }
}

TEST_F(CohereCounterparts, ParallelToolsThereAndBack) {
  for (const bool as_stream : {false, true}) {
    ChatRequest request = ask("two tools");
    request.tools = two_tools();
    const Played played = as_stream ? streamed(request) : Played{};
    ASSERT_FALSE(played.error) << played.error->what();
    const ChatResponse response = as_stream ? *played.response : complete(command(), request);
    EXPECT_EQ(response.finish_reason, FinishReason::tool_calls);
    const auto calls = response.message.tool_calls();
    EXPECT_EQ(calls, (std::vector<ToolCall>{{"call_a", "get_weather", "{\"city\":\"Paris\"}"},
                                            {"call_b", "get_time", "{\"zone\":\"CET\"}"}}));
    request.messages.push_back(response.message);
    for (const auto& call : calls) request.messages.push_back(Message::tool_result(call, "fine"));
    EXPECT_EQ(complete(command(), request).text(), "Sunny at noon.");
  }
}

TEST_F(CohereCounterparts, FinishByLength) {
  EXPECT_EQ(complete(command(), ask("cut me off")).finish_reason, FinishReason::length);
  const Played played = streamed(ask("cut me off"));
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.response->finish_reason, FinishReason::length);
}

TEST_F(CohereCounterparts, ErrorsAreMapped) {
  const Played limited = streamed(ask("too many"));
  ASSERT_TRUE(limited.error);
  EXPECT_EQ(limited.error->code(), ErrorCode::rate_limited) << limited.error->what();
  EXPECT_EQ(limited.error->provider(), "cohere");
  const Played unknown = streamed(ask("nothing matches this"));
  ASSERT_TRUE(unknown.error);
  EXPECT_EQ(unknown.error->code(), ErrorCode::not_found) << unknown.error->what();
}

TEST_F(CohereCounterparts, ABrokenStreamIsNoAnswer) {
  const Played played = streamed(ask("break off"));
  ASSERT_TRUE(played.error);
  EXPECT_EQ(played.error->code(), ErrorCode::stream_truncated) << played.error->what();
  EXPECT_FALSE(played.response);
  EXPECT_EQ(played.error->partial(), played.text);
}

TEST_F(CohereCounterparts, EmbeddingsInBatches) {
  CohereEmbedderOptions options{.server = {.model = "embed-v4.0", .base_url = at(*aimock, ""), .api_key = Secret("sk-test")}};
  const auto embed = [&](std::vector<std::string> texts) {
    return sync_wait(cohere_embedder(options)->embed(std::move(texts), EmbedPurpose::document, context()), context());
  };
  const auto together = embed({"one", "two", "three", "four", "five"});
  ASSERT_EQ(together.size(), 5U);
  options.max_inputs = 2;
  EXPECT_EQ(embed({"one", "two", "three", "four", "five"}), together);
  EXPECT_NE(together[0], together[1]);
}

}  // namespace
}  // namespace baton::test
