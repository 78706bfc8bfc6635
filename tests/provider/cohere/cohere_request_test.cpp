#include "provider/cohere/cohere_request.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/json_body.hpp"

namespace baton::test {
namespace {

using nlohmann::json;
using Mode = ToolChoice::Mode;

ChatRequest hello(ChatOptions options = {}) {
  return {.messages = {Message::user("Hello")}, .tools = {}, .options = std::move(options)};
}

json body_of(const ChatRequest& request, bool stream = false) {
  return json::parse(detail::to_text(detail::cohere_request_body({.model = "command"}, request, stream)));
}

ErrorCode code_of(const ChatRequest& request) {
  try {
    (void)body_of(request);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(CohereRequest, SendsNothingThatWasNotAskedFor) {
  EXPECT_EQ(body_of(hello()), json::parse(R"({"model":"command","messages":[{"role":"user","content":"Hello"}]})"));
  EXPECT_EQ(body_of(hello(), true)["stream"], true);
  EXPECT_EQ(code_of({}), ErrorCode::invalid_argument);
}

TEST(CohereRequest, OptionsUnderTheirNamesHere) {
  const json body = body_of(hello({.temperature = 0.25, .top_p = 0.5, .max_tokens = 33, .stop = {"END"}, .seed = 7, .logprobs = 0}));
  EXPECT_EQ(body["temperature"], 0.25);
  EXPECT_EQ(body["p"], 0.5);
  EXPECT_EQ(body["max_tokens"], 33);
  EXPECT_EQ(body["stop_sequences"], json::array({"END"}));
  EXPECT_EQ(body["seed"], 7);
  EXPECT_EQ(body["logprobs"], true);
  EXPECT_EQ(code_of(hello({.logprobs = 3})), ErrorCode::unsupported);
}

TEST(CohereRequest, WhatOnlyCohereHasGoesByExtraButNotStream) {
  const json body = body_of(hello({.extra = Json::parse(R"({"safety_mode":"STRICT","k":5,"documents":["d"],"stream":true})")}));
  EXPECT_EQ(body["safety_mode"], "STRICT");
  EXPECT_EQ(body["k"], 5);
  EXPECT_EQ(body["documents"], json::array({"d"}));
  EXPECT_FALSE(body.contains("stream"));
}

TEST(CohereRequest, Tools) {
  ChatRequest request = hello();
  request.tools = {{.name = "f", .description = "does f", .parameters = Json::parse(R"({"type":"object","properties":{"a":{"type":"integer","minimum":1}}})")},
                   {.name = "g"}};
  const json body = body_of(request);
  EXPECT_EQ(body["tools"], json::parse(R"([
    {"type":"function","function":{"name":"f","description":"does f","parameters":{"type":"object","properties":{"a":{"type":"integer","minimum":1}}}}},
    {"type":"function","function":{"name":"g","parameters":{"type":"object","properties":{}}}}])"));
  EXPECT_FALSE(body.contains("tool_choice"));
  EXPECT_FALSE(body.contains("strict_tools"));
}

TEST(CohereRequest, StrictToolsHaveSchemasThatCanBeEnforced) {
  ChatRequest request = hello();
  request.tools = {{.name = "f", .parameters = Json::parse(R"({"type":"object","properties":{"a":{"type":"integer","minimum":1}}})"), .strict = true}};
  const json body = body_of(request);
  EXPECT_EQ(body["strict_tools"], true);
  EXPECT_EQ(body["tools"][0]["function"]["parameters"]["properties"]["a"], json::parse(R"({"type":"integer","description":"{\"minimum\":1}"})"));
}

TEST(CohereRequest, ToolChoice) {
  ChatRequest request = hello();
  request.tools = {{.name = "f"}, {.name = "g"}};
  request.options.tool_choice = {Mode::none, ""};
  EXPECT_EQ(body_of(request)["tool_choice"], "NONE");
  request.options.tool_choice = {Mode::required, ""};
  EXPECT_EQ(body_of(request)["tool_choice"], "REQUIRED");
  EXPECT_EQ(body_of(request)["tools"].size(), 2U);
  request.options.tool_choice = {Mode::named, "g"};
  const json named = body_of(request);
  EXPECT_EQ(named["tool_choice"], "REQUIRED");
  ASSERT_EQ(named["tools"].size(), 1U);
  EXPECT_EQ(named["tools"][0]["function"]["name"], "g");
  request.options.tool_choice = {Mode::named, "h"};
  EXPECT_EQ(code_of(request), ErrorCode::invalid_argument);
}

TEST(CohereRequest, ParallelCallsCannotBeForbidden) {
  ChatRequest request = hello({.parallel_tool_calls = true});
  request.tools = {{.name = "f"}};
  EXPECT_EQ(code_of(request), ErrorCode::internal);
  request.options.parallel_tool_calls = false;
  EXPECT_EQ(code_of(request), ErrorCode::unsupported);
}

TEST(CohereRequest, OutputAsJson) {
  ChatRequest request = hello();
  request.options.format.kind = ResponseFormat::Kind::json;
  EXPECT_EQ(body_of(request)["response_format"], json::parse(R"({"type":"json_object"})"));
  request.options.format = {ResponseFormat::Kind::schema, "answer", Json::parse(R"({"type":"object","properties":{"a":{"type":"string","maxLength":3}},"required":["a"]})"), true};
  EXPECT_EQ(body_of(request)["response_format"],
            json::parse(R"({"type":"json_object","json_schema":{"type":"object","required":["a"],"properties":{"a":{"type":"string","description":"{\"maxLength\":3}"}}}})"));
  request.tools = {{.name = "f"}};
  EXPECT_EQ(code_of(request), ErrorCode::unsupported);
}

TEST(CohereRequest, Thinking) {
  EXPECT_EQ(body_of(hello({.reasoning_effort = "none"}))["thinking"], json::parse(R"({"type":"disabled"})"));
  EXPECT_EQ(body_of(hello({.reasoning_effort = "low"}))["thinking"], json::parse(R"({"type":"enabled","token_budget":2048})"));
  EXPECT_EQ(body_of(hello({.reasoning_effort = "medium"}))["thinking"], json::parse(R"({"type":"enabled","token_budget":8192})"));
  EXPECT_EQ(body_of(hello({.reasoning_effort = "high"}))["thinking"], json::parse(R"({"type":"enabled"})"));
}

}  // namespace
}  // namespace baton::test
