#include "provider/openai/openai_counterparts_fixture.hpp"

// The Portkey gateway as the server: it speaks another vendor's protocol to aimock and writes every
// chunk of OpenAI's protocol itself, each vendor in another shape. Behind Anthropic the usage comes
// with the last choice and deltas are empty; behind Google one chunk carries everything, there is no
// model in it, a call of tools finishes with "stop", and there is no [DONE].

namespace baton::test {
namespace {

class OpenAiTranslations : public OpenAiServers {
 protected:
  static void check_calls(const ChatResponse& response) {
    EXPECT_EQ(response.finish_reason, FinishReason::tool_calls);
    const auto calls = response.message.tool_calls();
    ASSERT_EQ(calls.size(), 2U);
    EXPECT_EQ(calls[0].name, "get_weather");
    EXPECT_EQ(calls[0].arguments, R"({"city":"Paris"})");
    EXPECT_EQ(calls[1].name, "get_time");
    EXPECT_EQ(calls[1].arguments, R"({"zone":"CET"})");
    EXPECT_FALSE(calls[0].id.empty());
    EXPECT_NE(calls[0].id, calls[1].id);
  }
  [[nodiscard]] static ChatRequest with_tools() {
    ChatRequest request = ask("two tools");
    request.tools = two_tools();
    request.options.max_tokens = 100;
    return request;
  }
};

INSTANTIATE_TEST_SUITE_P(Vendors, OpenAiTranslations,
                         ::testing::Values(Route{"anthropic", "anthropic", "/v1"},
                                           Route{"google", "google", "", false}),
                         route_name);

TEST_P(OpenAiTranslations, UnaryAndStreamAgree) {
  const ChatResponse whole = complete(ask("plain text"));
  const Played played = stream(ask("plain text"));
  ASSERT_TRUE(played.response) << played.error->what();
  for (const ChatResponse& response : {whole, *played.response}) {
    EXPECT_EQ(response.text(), "Hello, wörld 😀");
    EXPECT_EQ(response.finish_reason, FinishReason::stop);
    EXPECT_EQ(response.usage, (Usage{12, 6, 0, 0, false}));
  }
  EXPECT_EQ(played.text, whole.text());
}

TEST_P(OpenAiTranslations, ParallelTools) {
  check_calls(complete(with_tools()));
  const Played played = stream(with_tools());
  ASSERT_TRUE(played.response) << played.error->what();
  check_calls(*played.response);
}

TEST_P(OpenAiTranslations, FinishByLength) {
  EXPECT_EQ(complete(ask("cut me off")).finish_reason, FinishReason::length);
  const Played cut = stream(ask("cut me off"));
  ASSERT_TRUE(cut.response) << cut.error->what();
  EXPECT_EQ(cut.response->finish_reason, FinishReason::length);
  EXPECT_EQ(cut.text, "This goes on and");
}

TEST_P(OpenAiTranslations, ErrorsAreMapped) {
  const Played played = stream(ask("too many"));
  ASSERT_TRUE(played.error);
  EXPECT_EQ(played.error->code(), ErrorCode::rate_limited) << played.error->what();
  EXPECT_EQ(played.error->http_status(), 429);
  const Played unknown = stream(ask("nothing matches this"));
  ASSERT_TRUE(unknown.error);
  EXPECT_EQ(unknown.error->code(), ErrorCode::not_found) << unknown.error->what();
}

/// What the gateway and aimock do not carry between them in Google's protocol: results of tools, and
/// streams of several events.
class OpenAiFromAnthropic : public OpenAiTranslations {};

INSTANTIATE_TEST_SUITE_P(Vendors, OpenAiFromAnthropic,
                         ::testing::Values(Route{"anthropic", "anthropic", "/v1"}), route_name);

TEST_P(OpenAiFromAnthropic, ToolResultsGoBack) {
  ChatRequest request = with_tools();
  const Played played = stream(request);
  ASSERT_TRUE(played.response) << played.error->what();
  request.messages.push_back(played.response->message);
  for (const auto& call : played.response->message.tool_calls()) {
    request.messages.push_back(Message::tool_result(call, "fine"));
  }
  EXPECT_EQ(stream(request).text, "Sunny at noon.");
}

TEST_P(OpenAiFromAnthropic, ABrokenStreamIsNoAnswer) {
  const Played played = stream(ask("break off"));
  ASSERT_TRUE(played.error);
  EXPECT_EQ(played.error->code(), ErrorCode::stream_truncated) << played.error->what();
  EXPECT_FALSE(played.response);
  EXPECT_EQ(played.error->partial(), played.text);
}

/// The gateway builds the answer of OpenAI's protocol from one of another.
class OpenAiTranslatedEmbeddings : public OpenAiServers {};

INSTANTIATE_TEST_SUITE_P(Vendors, OpenAiTranslatedEmbeddings, ::testing::Values(Route{"cohere", "cohere", ""}),
                         route_name);

TEST_P(OpenAiTranslatedEmbeddings, EmbeddingsInBatches) {
  const OpenAiEmbedderOptions embedding{.server = options(), .max_inputs = 2};
  const auto together = embed(embedding, {"one", "two", "three", "four", "five"});
  ASSERT_EQ(together.size(), 5U);
  EXPECT_EQ(embed(embedding, {"four"}).at(0), together[3]);
  EXPECT_NE(together[0], together[1]);
}

}  // namespace
}  // namespace baton::test
