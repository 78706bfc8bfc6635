#include "provider/ollama/ollama_request.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/model.hpp>

namespace baton::test {
namespace {

using nlohmann::json;

json body_of(const ChatRequest& request, bool stream = false) {
  return json::parse(detail::ollama_request_body({.model = "m"}, request, stream).dump());
}
ChatRequest hi(ChatOptions options = {}) { return {.messages = {Message::user("Hi")}, .options = std::move(options)}; }

ErrorCode code_of(const ChatRequest& request) {
  try {
    (void)body_of(request);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(OllamaRequest, SaysWhetherItStreams) {
  EXPECT_EQ(body_of(hi(), true), json::parse(R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true})"));
  EXPECT_EQ(body_of(hi())["stream"], false);
  EXPECT_EQ(body_of(hi({.extra = Json::parse(R"({"stream":true})")}))["stream"], false);
}

TEST(OllamaRequest, ALongTalk) {
  const ToolCall first{"call_1", "get_weather", R"({"city":"Paris"})"};
  const ToolCall second{"call_2", "get_time", "not JSON"};
  const ChatRequest request{
      .messages = {Message::system("Be brief."), Message::user(std::vector<Part>{Text{"Look."}, Image{"", "PNG", "image/png", ""}, Image{"", "GIF", "image/gif", ""}}),
                   Message{Role::assistant, {Reasoning{"Hm. ", "ollama", ""}, Reasoning{"Well.", "ollama", ""}, Reasoning{"No.", "other", ""}, Text{"Let me see."}, first, second}, ""},
                   Message::tool_result(first, "fine"), Message{Role::tool, {ToolResult{"call_2", "get_time", "noon", false}}, ""},
                   Message{Role::user, {ToolResult{"call_3", "", "late", true}, Text{"And?"}}, ""}},
      .tools = {{.name = "get_weather", .description = "Tells.", .parameters = Json::parse(R"({"type":"object","properties":{"city":{"type":"string"}}})")}, {.name = "plain"}}};
  EXPECT_EQ(body_of(request), json::parse(R"({"model":"m","messages":[
    {"role":"system","content":"Be brief."},
    {"role":"user","content":"Look.","images":["UE5H","R0lG"]},
    {"role":"assistant","content":"Let me see.","thinking":"Hm. Well.","tool_calls":[
      {"id":"call_1","function":{"name":"get_weather","arguments":{"city":"Paris"}}},
      {"id":"call_2","function":{"name":"get_time","arguments":{"INVALID_JSON":"not JSON"}}}]},
    {"role":"tool","content":"fine","tool_name":"get_weather","tool_call_id":"call_1"},
    {"role":"tool","content":"noon","tool_name":"get_time","tool_call_id":"call_2"},
    {"role":"tool","content":"late","tool_call_id":"call_3"},
    {"role":"user","content":"And?"}],
    "tools":[
      {"type":"function","function":{"name":"get_weather","description":"Tells.","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}},
      {"type":"function","function":{"name":"plain","parameters":{"type":"object","properties":{}}}}],
    "stream":false})")) << body_of(request).dump(2);
}

TEST(OllamaRequest, Options) {
  const ChatOptions options{.temperature = 0.5, .top_p = 0.25, .max_tokens = 100, .stop = {"END"}, .seed = 7, .logprobs = 2,
                            .reasoning_effort = "low", .extra = Json::parse(R"({"keep_alive":"1h","options":{"num_ctx":8192,"seed":8}})")};
  const json body = body_of(hi(options));
  EXPECT_EQ(body["options"], json::parse(R"({"temperature":0.5,"top_p":0.25,"num_predict":100,"seed":8,"stop":["END"],"num_ctx":8192})"));
  EXPECT_EQ(body["keep_alive"], "1h");
  EXPECT_EQ(body["think"], "low");
  EXPECT_EQ(body["logprobs"], true);
  EXPECT_EQ(body["top_logprobs"], 2);
  EXPECT_EQ(body_of(hi({.reasoning_effort = "none"}))["think"], false);
  EXPECT_FALSE(body_of(hi({.logprobs = 0})).contains("top_logprobs"));
}

TEST(OllamaRequest, Formats) {
  ChatOptions options;
  options.format.kind = ResponseFormat::Kind::json;
  EXPECT_EQ(body_of(hi(options))["format"], "json");
  options.format = {ResponseFormat::Kind::schema, "answer", Json::parse(R"({"type":"object"})"), true};
  EXPECT_EQ(body_of(hi(options))["format"], json::parse(R"({"type":"object"})"));
}

TEST(OllamaRequest, AToolThatMustNotBeCalledIsNotShown) {
  ChatRequest request = hi({.tool_choice = {ToolChoice::Mode::none, ""}});
  request.tools = {{.name = "f"}};
  EXPECT_FALSE(body_of(request).contains("tools"));
}

TEST(OllamaRequest, WhatTheProtocolLacksIsRefused) {
  ChatRequest request = hi({.tool_choice = {ToolChoice::Mode::required, ""}});
  request.tools = {{.name = "f"}};
  EXPECT_EQ(code_of(request), ErrorCode::unsupported);
  EXPECT_EQ(code_of(hi({.parallel_tool_calls = false})), ErrorCode::unsupported);
  const auto with = [](Role role, Part part) { return ChatRequest{.messages = {Message{role, {std::move(part)}, ""}}}; };
  EXPECT_EQ(code_of(with(Role::user, Image{"https://x/a.png", "", "", ""})), ErrorCode::unsupported);
  EXPECT_EQ(code_of(with(Role::assistant, Image{"", "PNG", "image/png", ""})), ErrorCode::unsupported);
  EXPECT_EQ(code_of(with(Role::user, File{"a.pdf", "", "%PDF", "application/pdf"})), ErrorCode::unsupported);
  EXPECT_EQ(code_of(with(Role::user, ToolCall{"a", "b", "{}"})), ErrorCode::unsupported);
  EXPECT_EQ(code_of(with(Role::system, ToolResult{"a", "b", "c", false})), ErrorCode::unsupported);
  EXPECT_EQ(code_of(with(Role::tool, Text{"a"})), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of({}), ErrorCode::invalid_argument);
}

TEST(OllamaRequest, TheModelRefusesBeforeAnythingIsSent) {
  const Model local(ollama_model({.model = "m"}));
  for (const ChatOptions& options : {ChatOptions{.reasoning_effort = "huge"}, ChatOptions{.parallel_tool_calls = false}}) {
    EXPECT_THROW((void)local.explain(hi(options)), Error);
  }
  EXPECT_NO_THROW((void)local.explain(hi({.reasoning_effort = "max"})));
}

}  // namespace
}  // namespace baton::test
