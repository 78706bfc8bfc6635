#include <gtest/gtest.h>

#include "provider/gemini/gemini_fixture.hpp"

namespace baton::test {
namespace {

using nlohmann::json;
using Mode = ToolChoice::Mode;

ChatRequest hello(ChatOptions options = {}) {
  return {.messages = {Message::user("Hello")}, .tools = {}, .options = std::move(options)};
}

ChatRequest with_tool(ToolChoice choice, bool strict = false) {
  ChatRequest request = hello({.tool_choice = std::move(choice)});
  request.tools = {{.name = "f", .strict = strict}};
  return request;
}

TEST(GeminiRequest, SendsNothingThatWasNotAskedFor) {
  EXPECT_EQ(gemini_body(hello()), json::parse(R"({"contents":[{"role":"user","parts":[{"text":"Hello"}]}]})"));
}

TEST(GeminiRequest, Generation) {
  ChatOptions options{.temperature = 0.25, .top_p = 0.5, .max_tokens = 33, .stop = {"END"}, .seed = 7, .logprobs = 2};
  EXPECT_EQ(gemini_body(hello(options))["generationConfig"], json::parse(R"({"stopSequences":["END"],
    "maxOutputTokens":33,"temperature":0.25,"topP":0.5,"seed":7,"responseLogprobs":true,"logprobs":2})"));
}

TEST(GeminiRequest, Tools) {
  ChatRequest request = hello();
  request.tools = {{.name = "f", .description = "does f", .parameters = Json::parse(R"({"type":"object","properties":{"a":{"type":"integer"}},"additionalProperties":false})")},
                   {.name = "g"}};
  const json body = gemini_body(request);
  EXPECT_EQ(body["tools"], json::parse(R"([{"functionDeclarations":[
    {"name":"f","description":"does f","parametersJsonSchema":{"type":"object","properties":{"a":{"type":"integer"}},"additionalProperties":false}},
    {"name":"g"}]}])"));
  EXPECT_FALSE(body.contains("toolConfig"));
}

TEST(GeminiRequest, ToolChoice) {
  const auto config = [](const ChatRequest& request) { return gemini_body(request)["toolConfig"]["functionCallingConfig"]; };
  EXPECT_EQ(config(with_tool({Mode::none, ""})), json::parse(R"({"mode":"NONE"})"));
  EXPECT_EQ(config(with_tool({Mode::required, ""})), json::parse(R"({"mode":"ANY"})"));
  EXPECT_EQ(config(with_tool({Mode::named, "f"})), json::parse(R"({"mode":"ANY","allowedFunctionNames":["f"]})"));
  EXPECT_EQ(config(with_tool({Mode::automatic, ""}, true)), json::parse(R"({"mode":"VALIDATED"})"));
  EXPECT_FALSE(gemini_body(with_tool({Mode::automatic, ""})).contains("toolConfig"));
}

TEST(GeminiRequest, ParallelCallsCannotBeForbidden) {
  ChatRequest request = with_tool({});
  request.options.parallel_tool_calls = true;
  EXPECT_NO_THROW((void)gemini_body(request));
  request.options.parallel_tool_calls = false;
  EXPECT_EQ(gemini_refusal(request), ErrorCode::unsupported);
  request.tools.clear();
  EXPECT_NO_THROW((void)gemini_body(request));
}

TEST(GeminiRequest, Formats) {
  ChatRequest request = hello();
  request.options.format.kind = ResponseFormat::Kind::json;
  EXPECT_EQ(gemini_body(request)["generationConfig"], json::parse(R"({"responseMimeType":"application/json"})"));
  request.options.format = {ResponseFormat::Kind::schema, "answer", Json::parse(R"({"type":"object","properties":{"a":{"$ref":"#/$defs/x"}},"$defs":{"x":{"type":"string"}}})"), true};
  EXPECT_EQ(gemini_body(request)["generationConfig"], json::parse(R"({"responseMimeType":"application/json",
    "responseJsonSchema":{"type":"object","properties":{"a":{"$ref":"#/$defs/x"}},"$defs":{"x":{"type":"string"}}}})"));
}

TEST(GeminiRequest, OlderModelsHaveNoFormatWithTools) {
  ChatRequest request = with_tool({});
  request.options.format.kind = ResponseFormat::Kind::json;
  EXPECT_NO_THROW((void)gemini_body(request));
  EXPECT_EQ(gemini_refusal(request, "gemini-2.5-flash"), ErrorCode::unsupported);
  request.tools.clear();
  EXPECT_NO_THROW((void)gemini_body(request, "gemini-2.5-flash"));
}

TEST(GeminiRequest, Thinking) {
  const auto thinking = [](const char* effort, const char* model) {
    return gemini_body(hello({.reasoning_effort = effort}), model)["generationConfig"]["thinkingConfig"];
  };
  EXPECT_EQ(thinking("low", "gemini-3.8-flash"), json::parse(R"({"includeThoughts":true,"thinkingLevel":"LOW"})"));
  EXPECT_EQ(thinking("xhigh", "gemini-4-hydrogen"), json::parse(R"({"includeThoughts":true,"thinkingLevel":"XHIGH"})"));
  EXPECT_EQ(thinking("minimal", "gemini-2.5-pro"), json::parse(R"({"includeThoughts":true,"thinkingBudget":1024})"));
  EXPECT_EQ(thinking("medium", "gemini-2.5-flash"), json::parse(R"({"includeThoughts":true,"thinkingBudget":8192})"));
  EXPECT_EQ(thinking("high", "gemini-2.5-flash-lite"), json::parse(R"({"includeThoughts":true,"thinkingBudget":24576})"));
  EXPECT_EQ(thinking("none", "gemini-2.5-flash"), json::parse(R"({"thinkingBudget":0})"));
}

TEST(GeminiRequest, ExtraIsMergedMemberByMember) {
  ChatOptions options{.max_tokens = 5};
  options.extra = Json::parse(R"({"cachedContent":"cachedContents/1","generationConfig":{"topK":3}})");
  const json body = gemini_body(hello(options));
  EXPECT_EQ(body["cachedContent"], "cachedContents/1");
  EXPECT_EQ(body["generationConfig"], json::parse(R"({"maxOutputTokens":5,"topK":3})"));
  options.extra = Json::parse("[1]");
  EXPECT_EQ(gemini_refusal(hello(options)), ErrorCode::invalid_argument);
}

TEST(GeminiRequest, WhatCanNeverWork) {
  EXPECT_EQ(gemini_refusal({}), ErrorCode::invalid_argument);
  EXPECT_EQ(gemini_refusal({.messages = {Message::system("Be brief.")}}), ErrorCode::invalid_argument);
  EXPECT_EQ(gemini_refusal(hello({.tool_choice = {Mode::required, ""}})), ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton::test
