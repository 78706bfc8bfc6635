#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/provider/gemini.hpp>
#include <baton/provider/openai.hpp>

#include "provider/counterpart_servers.hpp"
#include "support/test_server.hpp"

// The adapter against servers that others wrote: aimock plays the Gemini API and Vertex AI; the Portkey
// gateway writes the generateContent request of a conversation that it is given in OpenAI's protocol, to
// be compared with ours.

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

/// A conversation with everything that both protocols can carry.
ChatRequest long_talk() {
  ChatRequest request;
  request.messages = {
      Message::system("Be brief."),
      Message::user(std::vector<Part>{Text{"Look."}, Image{"", "PNG", "image/png", ""}, Image{"https://x/c.png", "", "", ""}}),
      Message{Role::assistant, {ToolCall{"call_a", "get_weather", R"({"city":"Paris"})"}, ToolCall{"call_b", "get_time", "{}"}}, ""},
      Message::tool_result({"call_a", "get_weather", ""}, "fine"), Message::tool_result({"call_b", "get_time", ""}, "noon"),
      Message::user("And?")};
  request.tools = two_tools();
  request.options = {.temperature = 0.5, .top_p = 0.25, .max_tokens = 100, .stop = {"END"}, .seed = 7,
                     .tool_choice = {ToolChoice::Mode::named, "get_time"}};
  return request;
}

/// Takes `member` out of `object`, and wants it to be `expected`.
void expect_and_drop(json& object, const char* member, const json& expected) {
  EXPECT_EQ(object.value(member, json()), expected) << object.dump();
  object.erase(member);
}

/// Takes the differences in tools out of both.
void settle_tools(json& ours, json& theirs) {
  // Protocol buffers take both spellings; the documentation has ours.
  const json choice = json::parse(R"({"mode":"ANY","allowedFunctionNames":["get_time"]})");
  expect_and_drop(ours["toolConfig"], "functionCallingConfig", choice);
  ours.erase("toolConfig");
  expect_and_drop(theirs, "tool_config", json::parse(R"({"function_calling_config":{"mode":"ANY","allowed_function_names":["get_time"]}})"));
  // They lower the schema to the older member.
  for (json& tool : theirs["tools"][0]["functionDeclarations"]) {
    tool["parametersJsonSchema"] = tool["parameters"];
    tool.erase("parameters");
  }
}

/// Takes the differences in messages out of both.
void settle_messages(json& ours, json& theirs) {
  expect_and_drop(theirs["systemInstruction"], "role", "system");
  ASSERT_EQ(ours["contents"].size(), 4U);
  ASSERT_EQ(theirs["contents"].size(), 4U);
  // Their role for results is that of an older version.
  expect_and_drop(theirs["contents"][2], "role", "function");
  expect_and_drop(ours["contents"][2], "role", "user");
  for (const std::size_t at : {0U, 1U}) {
    // They lose the ids, and the name of the tool with its result, which OpenAI's protocol does not have.
    const std::string id = at == 0 ? "call_a" : "call_b";
    expect_and_drop(ours["contents"][1]["parts"][at]["functionCall"], "id", id);
    expect_and_drop(ours["contents"][2]["parts"][at]["functionResponse"], "id", id);
    expect_and_drop(ours["contents"][2]["parts"][at]["functionResponse"], "name", at == 0 ? "get_weather" : "get_time");
    expect_and_drop(theirs["contents"][2]["parts"][at]["functionResponse"], "name", "gateway-tool-filler-name");
  }
}

TEST_F(GeminiCounterparts, OurRequestIsTheGatewaysButForWhatIsExplained) {
  TestServer server([](const Received&) {
    return Reply::text(200, R"({"candidates":[{"content":{"role":"model","parts":[{"text":"ok"}]},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":1}})");
  });
  OpenAiOptions by_gateway{.model = "gemini-2.5-flash", .base_url = at(*gateway, "/v1"), .api_key = Secret("k-test")};
  by_gateway.headers = {{"x-portkey-provider", "google"}, {"x-portkey-custom-host", server.url()}};
  EXPECT_EQ(complete(Model(openai_model(by_gateway)), long_talk()).text(), "ok");
  const Model direct(gemini_model({.model = "gemini-2.5-flash", .base_url = server.url("/v1beta"), .api_key = Secret("k-test")}));
  EXPECT_EQ(complete(direct, long_talk()).text(), "ok");

  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 2U);
  // They put the key into the address, where it lands in logs.
  EXPECT_EQ(requests[0].target, requests[1].target + "?key=k-test");
  EXPECT_EQ(requests[1].header("x-goog-api-key"), "k-test");
  json theirs = json::parse(requests[0].body);
  json ours = json::parse(requests[1].body);
  // The address has it.
  expect_and_drop(theirs, "model", "gemini-2.5-flash");
  settle_tools(ours, theirs);
  settle_messages(ours, theirs);
  EXPECT_EQ(ours, theirs) << json::diff(theirs, ours).dump(2);
}

}  // namespace
}  // namespace baton::test
