#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/provider/model.hpp>

#include "provider/watsonx/watsonx_fixture.hpp"
#include "provider/watsonx/watsonx_request.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

ChatRequest asked() { return {.messages = {Message::user("Hi")}}; }

ErrorCode refusal(const ChatRequest& request) {
  try {
    (void)Model(watsonx_model(watsonx_test_options())).explain(request);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(WatsonxRequest, NamesTheModelAndTheProject) {
  const json expected = {{"model_id", "ibm/granite-4-h-small"}, {"project_id", "project-1"},
                         {"messages", {{{"role", "user"}, {"content", "Hi"}}}}};
  EXPECT_EQ(watsonx_body(asked()), expected);
}

TEST(WatsonxRequest, ASpaceWhereThereIsNoProject) {
  WatsonxOptions options = watsonx_test_options();
  options.space_id = "space-1";
  EXPECT_FALSE(watsonx_body(asked(), options).contains("space_id"));
  options.project_id.clear();
  const json body = watsonx_body(asked(), options);
  EXPECT_EQ(body["space_id"], "space-1");
  EXPECT_FALSE(body.contains("project_id"));
}

TEST(WatsonxRequest, ADeploymentKnowsItsModel) {
  WatsonxOptions options = watsonx_test_options();
  options.model = "deployment/a b/c";
  options.project_id.clear();
  const json body = watsonx_body(asked(), options);
  EXPECT_EQ(body.size(), 1U) << body;
  EXPECT_EQ(detail::watsonx_path(options, false), "/ml/v1/deployments/a%20b%2Fc/text/chat");
  EXPECT_EQ(detail::watsonx_path(options, true), "/ml/v1/deployments/a%20b%2Fc/text/chat_stream");
}

TEST(WatsonxRequest, SeveralTurnsWithToolsAndAPicture) {
  ChatRequest request;
  const ToolCall call{"call_1", "sum", R"({"a":1})"};
  request.messages = {Message::system("Be brief."),
                      Message::user(std::vector<Part>{Text{"What?"}, Image{"", "PNG", "image/png", "low"}}),
                      Message{Role::assistant, {Reasoning{"Hm.", "watsonx", ""}, Text{"Wait."}, call}, ""},
                      Message::tool_result(call, "2")};
  request.tools = {{.name = "sum", .description = "Adds", .parameters = Json::parse(R"({"type":"object"})"), .strict = true}};
  const json body = watsonx_body(request);
  const json expected = json::parse(R"([{"role":"system","content":"Be brief."},
    {"role":"user","content":[{"type":"text","text":"What?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,UE5H","detail":"low"}}]},
    {"role":"assistant","content":"Wait.","tool_calls":[{"id":"call_1","type":"function","function":{"name":"sum","arguments":"{\"a\":1}"}}]},
    {"role":"tool","tool_call_id":"call_1","content":"2"}])");
  EXPECT_EQ(body["messages"], expected) << body["messages"];
  EXPECT_EQ(body["tools"], json::parse(R"([{"type":"function","function":{"name":"sum","description":"Adds","parameters":{"type":"object"}}}])"));
}

TEST(WatsonxRequest, TheChoiceAmongTools) {
  ChatRequest request = asked();
  request.tools = {{.name = "sum"}};
  using Mode = ToolChoice::Mode;
  EXPECT_FALSE(watsonx_body(request).contains("tool_choice_option"));
  request.options.tool_choice = {Mode::required};
  EXPECT_EQ(watsonx_body(request)["tool_choice_option"], "required");
  EXPECT_FALSE(watsonx_body(request).contains("tool_choice"));
  request.options.tool_choice = {Mode::none};
  EXPECT_EQ(watsonx_body(request)["tool_choice_option"], "none");
  request.options.tool_choice = {Mode::named, "sum"};
  const json named = watsonx_body(request);
  EXPECT_EQ(named["tool_choice"], json::parse(R"({"type":"function","function":{"name":"sum"}})"));
  EXPECT_FALSE(named.contains("tool_choice_option"));
}

TEST(WatsonxRequest, Options) {
  ChatRequest request = asked();
  request.options = {.temperature = 0.5, .top_p = 0.9, .max_tokens = 7, .stop = {"END"}, .seed = 3, .logprobs = 2,
                     .parallel_tool_calls = true, .reasoning_effort = "low",
                     .format = {ResponseFormat::Kind::schema, "answer", Json::parse(R"({"type":"object"})"), true},
                     .extra = Json::parse(R"({"guided_regex":"a+"})")};
  WatsonxOptions options = watsonx_test_options();
  options.time_limit = std::chrono::seconds(2);
  json body = watsonx_body(request, options);
  for (const char* known : {"model_id", "project_id", "messages"}) body.erase(known);
  const json expected = json::parse(R"({"temperature":0.5,"top_p":0.9,"max_completion_tokens":7,"stop":["END"],"seed":3,
    "logprobs":true,"top_logprobs":2,"reasoning_effort":"low","chat_template_kwargs":{"thinking":true,"enable_thinking":true},
    "response_format":{"type":"json_schema","json_schema":{"name":"answer","strict":true,"schema":{"type":"object"}}},
    "time_limit":2000,"guided_regex":"a+"})");
  EXPECT_EQ(body, expected) << body;
}

TEST(WatsonxRequest, ReasoningCanBeTurnedOff) {
  ChatRequest request = asked();
  request.options.reasoning_effort = "none";
  const json body = watsonx_body(request);
  EXPECT_FALSE(body.contains("reasoning_effort"));
  EXPECT_EQ(body["chat_template_kwargs"]["thinking"], false);
}

TEST(WatsonxRequest, WhatTheProtocolLacksIsRefused) {
  ChatRequest request = asked();
  request.options.reasoning_effort = "xhigh";
  EXPECT_EQ(refusal(request), ErrorCode::unsupported);
  request = asked();
  request.options.parallel_tool_calls = false;
  EXPECT_EQ(refusal(request), ErrorCode::unsupported);
  request = {.messages = {Message::user(std::vector<Part>{File{"a.pdf", "", "%PDF", "application/pdf"}})}};
  EXPECT_EQ(refusal(request), ErrorCode::unsupported);
}

TEST(WatsonxRequest, WhatCanNeverWorkIsRefused) {
  WatsonxOptions options = watsonx_test_options();
  options.project_id.clear();
  EXPECT_THROW((void)watsonx_model(options), Error);
  options.space_id = "s";
  EXPECT_NO_THROW((void)watsonx_model(options));
  options.api_key = Secret("line\nbreak");
  EXPECT_THROW((void)watsonx_model(options), Error);
}

}  // namespace
}  // namespace baton::test
