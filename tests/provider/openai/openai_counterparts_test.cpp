#include <memory>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/http/client.hpp>
#include <baton/provider/model.hpp>
#include <baton/provider/openai.hpp>

#include "counterparts/counterpart.hpp"
#include "provider/openai/openai_fixture.hpp"

// Every feature of the adapter once against servers that others wrote: aimock, which plays OpenAI, and
// the Portkey gateway in front of it, which reads, checks and rewrites requests and answers.

namespace baton::test {
namespace {

using nlohmann::json;

enum class Server { aimock, portkey };

class OpenAiCounterparts : public ::testing::TestWithParam<Server> {
 protected:
  static void SetUpTestSuite() {
    const std::string folder = counterparts_folder(BATON_COUNTERPARTS_DIR);
    if (folder.empty()) return;
    aimock = std::make_unique<Counterpart>(
        folder, std::vector<std::string>{"node_modules/@copilotkit/aimock/dist/cli.js", "-p", "PORT", "-f",
                                         BATON_COUNTERPARTS_DIR "/fixtures"},
        free_port());
    portkey = std::make_unique<Counterpart>(
        folder, std::vector<std::string>{"node_modules/@portkey-ai/gateway/build/start-server.js",
                                         "--port=PORT", "--headless"},
        free_port());
    up = aimock->ready() && portkey->ready();
  }
  static void TearDownTestSuite() {
    aimock.reset();
    portkey.reset();
  }

  void SetUp() override {
    if (!aimock) GTEST_SKIP() << "no servers: run 'npm ci --ignore-scripts' in tests/counterparts";
    ASSERT_TRUE(up) << "a counterpart did not start";
  }

  [[nodiscard]] static std::string base(const Counterpart& server) {
    return "http://127.0.0.1:" + std::to_string(server.port()) + "/v1";
  }
  [[nodiscard]] static OpenAiOptions options() {
    OpenAiOptions server{.model = "gpt-4o", .base_url = base(*aimock), .api_key = Secret("sk-test")};
    if (GetParam() == Server::portkey) {
      server.base_url = base(*portkey);
      server.headers = {{"x-portkey-provider", "openai"}, {"x-portkey-custom-host", base(*aimock)}};
    }
    return server;
  }
  [[nodiscard]] Context context() { return Context().with_runtime(runtime); }

  [[nodiscard]] ChatResponse complete(ChatRequest request) {
    return sync_wait(Model(openai_model(options())).complete(std::move(request), context()), context());
  }
  [[nodiscard]] Played stream(ChatRequest request) {
    Played played;
    try {
      BlockingStream<ChatEvent> events(Model(openai_model(options())).stream(std::move(request), context()),
                                       context());
      while (auto event = events.next()) note(played, *event);
    } catch (const Error& error) {
      played.error = error;
    }
    return played;
  }
  /// Portkey 1.15.2 on Node 20 answers every streamed call and every embedding of an OpenAI-speaking
  /// provider with its own "TypeError: immutable": those are tested against aimock alone.
  [[nodiscard]] static bool streams() { return GetParam() == Server::aimock; }
  /// The body of the last request as aimock received it.
  [[nodiscard]] json arrived() {
    HttpRequest request;
    request.url = base(*aimock) + "/_requests";
    const auto answer = sync_wait(HttpClient::of(runtime).send(request, context()), context());
    return json::parse(answer.body).back()["body"];
  }

  static inline std::unique_ptr<Counterpart> aimock;
  static inline std::unique_ptr<Counterpart> portkey;
  static inline bool up = false;
  Runtime runtime;
};

INSTANTIATE_TEST_SUITE_P(Servers, OpenAiCounterparts, ::testing::Values(Server::aimock, Server::portkey),
                         [](const auto& row) {
                           return std::string(row.param == Server::aimock ? "aimock" : "portkey");
                         });

/// What this version of the gateway cannot do.
class OpenAiAimock : public OpenAiCounterparts {};
INSTANTIATE_TEST_SUITE_P(Servers, OpenAiAimock, ::testing::Values(Server::aimock));

ChatRequest ask(const char* text) { return {.messages = {Message::user(text)}}; }

std::vector<ToolSpec> tools() {
  const Json schema = Json::parse(R"({"type":"object","properties":{"city":{"type":"string"}}})");
  return {{"get_weather", "Tells the weather.", schema, false}, {"get_time", "Tells the time.", schema, false}};
}

TEST_P(OpenAiCounterparts, Unary) {
  const ChatResponse response = complete(ask("plain text"));
  EXPECT_EQ(response.text(), "Hello, wörld 😀");
  EXPECT_EQ(response.finish_reason, FinishReason::stop);
  EXPECT_EQ(response.usage, (Usage{12, 6, 0, 0, false}));
  EXPECT_EQ(response.model, "gpt-4o");
  EXPECT_TRUE(response.id.starts_with("chatcmpl-"));
}

TEST_P(OpenAiAimock, StreamWithUsage) {
  const Played played = stream(ask("plain text"));
  ASSERT_TRUE(played.response) << played.error->what();
  EXPECT_EQ(played.text, "Hello, wörld 😀");
  EXPECT_EQ(played.response->usage, (Usage{12, 6, 0, 0, false}));
  EXPECT_EQ(arrived()["stream_options"]["include_usage"], true);
}

TEST_P(OpenAiCounterparts, ParallelToolsThereAndBack) {
  for (const bool streamed : {false, true}) {
    ChatRequest request = ask("two tools");
    request.tools = tools();
    request.options.parallel_tool_calls = true;
    if (streamed && !streams()) continue;
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
    request.tools = tools();
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
  if (streams()) {
    EXPECT_EQ(stream(request).text, R"({"name":"Ada"})");
  }
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
  if (!streams()) return;
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
    if (streamed && !streams()) continue;
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
  if (!streams()) return;
  const Played unknown = stream(ask("nothing matches this"));
  ASSERT_TRUE(unknown.error);
  EXPECT_EQ(unknown.error->code(), ErrorCode::not_found);
}

TEST_P(OpenAiAimock, ABrokenStreamIsNoAnswer) {
  const Played played = stream(ask("break off"));
  ASSERT_TRUE(played.error);
  EXPECT_EQ(played.error->code(), ErrorCode::stream_truncated) << played.error->what();
  EXPECT_FALSE(played.response);
  EXPECT_EQ(played.error->partial(), played.text);
}

TEST_P(OpenAiAimock, EmbeddingsInBatches) {
  OpenAiEmbedderOptions embedding{.server = options(), .dimensions = 6, .max_inputs = 2};
  embedding.server.model = "text-embedding-3-small";
  const auto embedder = openai_embedder(embedding);
  const auto embed = [&](std::vector<std::string> texts) {
    return sync_wait(embedder->embed(std::move(texts), EmbedPurpose::document, context()), context());
  };
  const auto together = embed({"one", "two", "", "four", "five"});
  ASSERT_EQ(together.size(), 5U);
  EXPECT_EQ(together[3].size(), 6U);
  EXPECT_EQ(embed({"four"}).at(0), together[3]);
  EXPECT_NE(together[0], together[1]);
}

}  // namespace
}  // namespace baton::test
