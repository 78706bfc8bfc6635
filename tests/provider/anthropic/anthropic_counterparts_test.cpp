#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/provider/anthropic.hpp>
#include <baton/provider/openai.hpp>

#include "provider/counterpart_servers.hpp"
#include "support/test_server.hpp"

// The adapter against servers that others wrote: aimock plays Anthropic; the Portkey gateway writes the
// Messages request of a conversation that it is given in OpenAI's protocol, to be compared with ours.

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

/// A conversation with everything that both protocols can carry.
ChatRequest long_talk() {
  ChatRequest request;
  request.messages = {
      Message::system("Be brief."),
      Message::user(std::vector<Part>{Text{"Look."}, Image{"", "PNG", "image/png", ""}, Image{"https://x/c.png", "", "", ""},
                                      File{"a.pdf", "", "%PDF-1", "application/pdf"}}),
      Message{Role::assistant, {Text{"Let me see."}, ToolCall{"call_a", "get_weather", R"({"city":"Paris"})"}, ToolCall{"call_b", "get_time", "{}"}}, ""},
      Message::tool_result({"call_a", "get_weather", ""}, "fine"), Message::tool_result({"call_b", "get_time", ""}, "noon"),
      Message::user("And?")};
  request.tools = two_tools();
  request.tools.push_back({.name = "plain"});
  request.options = {.temperature = 0.5, .top_p = 0.25, .max_tokens = 100, .stop = {"END"}, .parallel_tool_calls = false,
                     .tool_choice = {ToolChoice::Mode::required, ""}};
  return request;
}

/// Takes `member` out of `object`, and wants it to be `expected`.
void expect_and_drop(json& object, const char* member, const json& expected) {
  EXPECT_EQ(object.value(member, json()), expected) << object.dump();
  object.erase(member);
}

/// Takes the differences in tools out of the gateway's body.
void settle_tools(json& ours, json& theirs) {
  // They lose that calls must not be parallel.
  expect_and_drop(ours, "tool_choice", json::parse(R"({"type":"any","disable_parallel_tool_use":true})"));
  expect_and_drop(theirs, "tool_choice", json::parse(R"({"type":"any"})"));
  // They write descriptions and members of schemas that nobody gave.
  for (json& tool : theirs["tools"]) {
    expect_and_drop(tool["input_schema"], "$defs", json::object());
    expect_and_drop(tool["input_schema"], "required", json::array());
  }
  expect_and_drop(theirs["tools"][2], "description", "");
}

void settle_messages(json& ours, json& theirs) {
  // A system prompt of one text is a string of ours and a list of one block of theirs: the same.
  expect_and_drop(theirs, "system", json::parse(R"([{"type":"text","text":"Be brief."}])"));
  expect_and_drop(ours, "system", "Be brief.");
  // They send each result as a message of its own; the vendor wants those of parallel calls in one.
  ASSERT_EQ(theirs["messages"].size(), 5U);
  ASSERT_EQ(ours["messages"].size(), 3U);
  json together = theirs["messages"][2]["content"];
  together.push_back(theirs["messages"][3]["content"][0]);
  together.push_back({{"type", "text"}, {"text", theirs["messages"][4]["content"]}});
  EXPECT_EQ(ours["messages"][2]["content"], together);
  for (json* body : {&ours, &theirs}) {
    json& messages = (*body)["messages"];
    messages = json::array({messages[0], messages[1]});
  }
  // They send the whole data URL of a PDF where its base64 belongs, and lose its name.
  json& our_file = ours["messages"][0]["content"][3];
  expect_and_drop(our_file, "title", "a.pdf");
  expect_and_drop(our_file["source"], "data", "JVBERi0x");
  json& their_file = theirs["messages"][0]["content"][3];
  expect_and_drop(their_file["source"], "data", "data:application/pdf;base64,JVBERi0x");
}

TEST_F(AnthropicCounterparts, OurRequestIsTheGatewaysButForWhatIsExplained) {
  TestServer server([](const Received&) {
    return Reply::text(200, R"({"id":"m","type":"message","role":"assistant","model":"c","content":[{"type":"text","text":"ok"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}})");
  });
  OpenAiOptions by_gateway{.model = "claude-sonnet-4-5", .base_url = at(*gateway, "/v1"), .api_key = Secret("sk-test")};
  by_gateway.headers = {{"x-portkey-provider", "anthropic"}, {"x-portkey-custom-host", server.url("/v1")}};
  EXPECT_EQ(complete(Model(openai_model(by_gateway)), long_talk()).text(), "ok");
  const Model direct(anthropic_model({.model = "claude-sonnet-4-5", .base_url = server.url(), .api_key = Secret("sk-test")}));
  EXPECT_EQ(complete(direct, long_talk()).text(), "ok");

  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[0].target, requests[1].target);
  for (const char* header : {"x-api-key", "anthropic-version", "content-type"}) {
    EXPECT_EQ(requests[0].header(header), requests[1].header(header)) << header;
  }
  json theirs = json::parse(requests[0].body);
  json ours = json::parse(requests[1].body);
  settle_tools(ours, theirs);
  settle_messages(ours, theirs);
  EXPECT_EQ(ours, theirs) << json::diff(theirs, ours).dump(2);
}

}  // namespace
}  // namespace baton::test
