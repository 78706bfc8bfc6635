#include "provider/openai/openai_counterparts_fixture.hpp"

// Every feature of the adapter once against servers that others wrote: aimock, which plays OpenAI, and
// the Portkey gateway in front of it, which reads, checks and rewrites requests and answers.

namespace baton::test {
namespace {

using nlohmann::json;

class OpenAiCounterparts : public OpenAiServers {};

INSTANTIATE_TEST_SUITE_P(Servers, OpenAiCounterparts,
                         ::testing::Values(Route{"aimock", "", "/v1"}, Route{"portkey", "openai", "/v1"}),
                         route_name);

TEST_P(OpenAiCounterparts, Unary) {
  const ChatResponse response = complete(ask("plain text"));
  EXPECT_EQ(response.text(), "Hello, wörld 😀");
  EXPECT_EQ(response.finish_reason, FinishReason::stop);
  EXPECT_EQ(response.usage, (Usage{12, 6, 0, 0, false}));
  EXPECT_EQ(response.model, "gpt-4o");
  EXPECT_TRUE(response.id.starts_with("chatcmpl-"));
}

TEST_P(OpenAiCounterparts, StreamWithUsage) {
  const Played played = stream(ask("plain text"));
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.text, "Hello, wörld 😀");
  EXPECT_EQ(played.response->usage, (Usage{12, 6, 0, 0, false}));
  EXPECT_EQ(arrived()["stream_options"]["include_usage"], true);
}

TEST_P(OpenAiCounterparts, ParallelToolsThereAndBack) {
  for (const bool streamed : {false, true}) {
    ChatRequest request = ask("two tools");
    request.tools = two_tools();
    request.options.parallel_tool_calls = true;
    const Played played = streamed ? stream(request) : Played{};
    ASSERT_FALSE(played.error) << played.error->what();
    const ChatResponse response = streamed ? *played.response : complete(request);
    EXPECT_EQ(response.finish_reason, FinishReason::tool_calls);
    const auto calls = response.message.tool_calls();
    EXPECT_EQ(calls, (std::vector<ToolCall>{{"call_a", "get_weather", "{\"city\":\"Paris\"}"},
                                            {"call_b", "get_time", "{\"zone\":\"CET\"}"}}));
    request.messages.push_back(response.message);
    for (const auto& call : calls) request.messages.push_back(Message::tool_result(call, "fine"));
    EXPECT_EQ(complete(request).text(), "Sunny at noon.");
    EXPECT_EQ(arrived()["messages"].size(), 4U);
  }
}

TEST_P(OpenAiCounterparts, ToolChoiceInEveryMode) {
  using Mode = ToolChoice::Mode;
  const std::pair<ToolChoice, json> modes[] = {
      {{Mode::automatic, ""}, nullptr},
      {{Mode::none, ""}, "none"},
      {{Mode::required, ""}, "required"},
      {{Mode::named, "get_time"}, json::parse(R"({"type":"function","function":{"name":"get_time"}})")}};
  for (const auto& [choice, wire] : modes) {
    ChatRequest request = ask("two tools");
    request.tools = two_tools();
    request.options.tool_choice = choice;
    (void)complete(request);
    EXPECT_EQ(arrived().value("tool_choice", json()), wire);
  }
}

TEST_P(OpenAiCounterparts, JsonFormats) {
  ChatRequest request = ask("as json");
  request.options.format.kind = ResponseFormat::Kind::json;
  EXPECT_EQ(complete(request).text(), R"({"free":true})");
  request.options.format = {ResponseFormat::Kind::schema, "person",
                            Json::parse(R"({"type":"object","properties":{"name":{"type":"string"}}})"), true};
  EXPECT_EQ(complete(request).text(), R"({"name":"Ada"})");
  EXPECT_EQ(stream(request).text, R"({"name":"Ada"})");
  EXPECT_EQ(arrived()["response_format"]["json_schema"]["name"], "person");
}

TEST_P(OpenAiCounterparts, ImagesByUrlAndBytes) {
  ChatRequest request;
  request.messages = {Message::user(std::vector<Part>{Text{"look at this"}, Image{"https://x/c.png", "", "", ""},
                                                      Image{"", "PNG", "image/png", ""}})};
  EXPECT_EQ(complete(request).text(), "A cat.");
  const json content = arrived()["messages"][0]["content"];
  EXPECT_EQ(content[1]["image_url"]["url"], "https://x/c.png");
  EXPECT_EQ(content[2]["image_url"]["url"], "data:image/png;base64,UE5H");
}

TEST_P(OpenAiCounterparts, SamplingOptionsArrive) {
  ChatRequest request = ask("plain text");
  request.options = {.temperature = 0.25, .top_p = 0.5, .max_tokens = 33, .stop = {"END"}, .seed = 42, .logprobs = 2};
  (void)complete(request);
  const json body = arrived();
  EXPECT_EQ(body["temperature"], 0.25);
  EXPECT_EQ(body["top_p"], 0.5);
  EXPECT_EQ(body["max_tokens"], 33);
  EXPECT_EQ(body["stop"], json::array({"END"}));
  EXPECT_EQ(body["seed"], 42);
  EXPECT_EQ(body["logprobs"], true);
  EXPECT_EQ(body["top_logprobs"], 2);
}

TEST_P(OpenAiCounterparts, FinishByLengthAndReasoning) {
  EXPECT_EQ(complete(ask("cut me off")).finish_reason, FinishReason::length);
  const Played cut = stream(ask("cut me off"));
  ASSERT_TRUE(cut.response) << cut.error->what();
  EXPECT_EQ(cut.response->finish_reason, FinishReason::length);
  const Played thinking = stream(ask("think first"));
  ASSERT_TRUE(thinking.response) << thinking.error->what();
  EXPECT_EQ(thinking.text, "Yes.");
  EXPECT_EQ(thinking.reasoning, "Let me see.");
}

TEST_P(OpenAiCounterparts, ErrorsAreMapped) {
  for (const bool streamed : {false, true}) {
    std::optional<Error> error;
    try {
      if (streamed) {
        error = stream(ask("too many")).error;
      } else {
        (void)complete(ask("too many"));
      }
    } catch (const Error& thrown) {
      error = thrown;
    }
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), ErrorCode::rate_limited) << error->what();
    EXPECT_EQ(error->http_status(), 429);
    EXPECT_TRUE(error->retryable());
    EXPECT_NE(error->message().find("Rate limit reached"), std::string::npos);
  }
  const Played unknown = stream(ask("nothing matches this"));
  ASSERT_TRUE(unknown.error);
  EXPECT_EQ(unknown.error->code(), ErrorCode::not_found);
}

TEST_P(OpenAiCounterparts, ABrokenStreamIsNoAnswer) {
  const Played played = stream(ask("break off"));
  ASSERT_TRUE(played.error);
  EXPECT_EQ(played.error->code(), ErrorCode::stream_truncated) << played.error->what();
  EXPECT_FALSE(played.response);
  EXPECT_EQ(played.error->partial(), played.text);
}

TEST_P(OpenAiCounterparts, EmbeddingsInBatches) {
  OpenAiEmbedderOptions embedding{.server = options(), .dimensions = 6, .max_inputs = 2};
  embedding.server.model = "text-embedding-3-small";
  const auto together = embed(embedding, {"one", "two", "", "four", "five"});
  ASSERT_EQ(together.size(), 5U);
  EXPECT_EQ(together[3].size(), 6U);
  EXPECT_EQ(embed(embedding, {"four"}).at(0), together[3]);
  EXPECT_NE(together[0], together[1]);
}

}  // namespace
}  // namespace baton::test
