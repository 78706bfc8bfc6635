#include "provider/bedrock/bedrock_request.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

namespace baton::test {
namespace {

using nlohmann::json;

json body_of(const ChatRequest& request) { return json::parse(detail::bedrock_request_body({.model = "m"}, request).dump()); }
ChatRequest hi(ChatOptions options = {}) { return {.messages = {Message::user("Hi")}, .options = std::move(options)}; }

ErrorCode code_of(const ChatRequest& request) {
  try {
    (void)body_of(request);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(BedrockRequest, TheLeast) {
  EXPECT_EQ(body_of(hi()), json::parse(R"({"messages":[{"role":"user","content":[{"text":"Hi"}]}]})"));
}

TEST(BedrockRequest, ALongTalk) {
  const ToolCall first{"call_1", "get_weather", R"({"city":"Paris"})"};
  const ToolCall second{"call_2", "get_time", "not JSON"};
  const std::string thought = R"({"reasoningContent":{"reasoningText":{"text":"Hm.","signature":"c2ln"}}})";
  const ChatRequest request{
      .messages = {Message::system("Be brief."), Message::user(std::vector<Part>{Text{"Look."}, Text{""}, Image{"", "PNG", "image/png", ""}, File{"a.pdf", "", "%PDF-1", ""}}),
                   Message{Role::assistant, {Reasoning{"Hm.", "bedrock", thought}, Reasoning{"No.", "other", thought}, Text{"Let me see."}, first, second}, ""},
                   Message::tool_result(first, "fine"), Message::tool_result(second, "broken", true), Message::user("And?"), Message::system("And kind.")}};
  EXPECT_EQ(body_of(request), json::parse(R"({"messages":[
    {"role":"user","content":[{"text":"Look."},{"image":{"format":"png","source":{"bytes":"UE5H"}}},
      {"document":{"format":"pdf","name":"a-pdf","source":{"bytes":"JVBERi0x"}}}]},
    {"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"Hm.","signature":"c2ln"}}},{"text":"Let me see."},
      {"toolUse":{"toolUseId":"call_1","name":"get_weather","input":{"city":"Paris"}}},
      {"toolUse":{"toolUseId":"call_2","name":"get_time","input":{"INVALID_JSON":"not JSON"}}}]},
    {"role":"user","content":[{"toolResult":{"toolUseId":"call_1","content":[{"text":"fine"}]}},
      {"toolResult":{"toolUseId":"call_2","content":[{"text":"broken"}],"status":"error"}},{"text":"And?"}]}],
    "system":[{"text":"Be brief."},{"text":"And kind."}]})")) << body_of(request).dump(2);
}

TEST(BedrockRequest, CacheMarksAreBlocksBehindWhatTheyMark) {
  ChatRequest request{.messages = {Message::system("Handbook."), Message::user("Hi")},
                      .tools = {{.name = "f", .cache = CacheMark::minutes}, {.name = "g"}}};
  request.messages[0].cache = CacheMark::hour;
  request.messages[1].cache = CacheMark::minutes;
  const json body = body_of(request);
  EXPECT_EQ(body["system"], json::parse(R"([{"text":"Handbook."},{"cachePoint":{"type":"default","ttl":"1h"}}])"));
  EXPECT_EQ(body["messages"][0]["content"], json::parse(R"([{"text":"Hi"},{"cachePoint":{"type":"default"}}])"));
  EXPECT_EQ(body["toolConfig"]["tools"][1], json::parse(R"({"cachePoint":{"type":"default"}})"));
  EXPECT_EQ(body["toolConfig"]["tools"].size(), 3U);
}

TEST(BedrockRequest, ToolsAndTheirChoice) {
  ChatRequest request = hi();
  request.tools = {{.name = "f", .description = "Does.", .parameters = Json::parse(R"({"type":"object","title":"t"})"), .strict = true}, {.name = "g"}};
  EXPECT_EQ(body_of(request)["toolConfig"], json::parse(R"({"tools":[
    {"toolSpec":{"name":"f","description":"Does.","inputSchema":{"json":{"type":"object","title":"t"}},"strict":true}},
    {"toolSpec":{"name":"g","inputSchema":{"json":{"type":"object","properties":{}}}}}]})"));
  request.options.tool_choice = {ToolChoice::Mode::required, ""};
  EXPECT_EQ(body_of(request)["toolConfig"]["toolChoice"], json::parse(R"({"any":{}})"));
  request.options.tool_choice = {ToolChoice::Mode::named, "g"};
  EXPECT_EQ(body_of(request)["toolConfig"]["toolChoice"], json::parse(R"({"tool":{"name":"g"}})"));
  request.options.tool_choice = {ToolChoice::Mode::none, ""};
  EXPECT_FALSE(body_of(request).contains("toolConfig"));
  request.messages.push_back(Message{Role::assistant, {ToolCall{"a", "g", "{}"}}, ""});
  EXPECT_EQ(code_of(request), ErrorCode::unsupported);
}

TEST(BedrockRequest, Options) {
  const json body = body_of(hi({.temperature = 0.5, .top_p = 0.25, .max_tokens = 100, .stop = {"END"}, .reasoning_effort = "high",
                                .extra = Json::parse(R"({"additionalModelRequestFields":{"top_k":5},"serviceTier":{"type":"flex"}})")}));
  EXPECT_EQ(body["inferenceConfig"], json::parse(R"({"maxTokens":100,"temperature":0.5,"topP":0.25,"stopSequences":["END"]})"));
  EXPECT_EQ(body["outputConfig"], json::parse(R"({"effort":"high"})"));
  EXPECT_EQ(body["additionalModelRequestFields"], json::parse(R"({"top_k":5})"));
  EXPECT_EQ(body["serviceTier"], json::parse(R"({"type":"flex"})"));
}

TEST(BedrockRequest, ASchemaIsSentAsText) {
  ChatOptions options;
  options.format = {ResponseFormat::Kind::schema, "answer", Json::parse(R"({"type":"object"})"), true};
  EXPECT_EQ(body_of(hi(options))["outputConfig"]["textFormat"],
            json::parse(R"({"type":"json_schema","structure":{"jsonSchema":{"schema":"{\"type\":\"object\"}","name":"answer"}}})"));
}

TEST(BedrockRequest, WhatTheProtocolLacksIsRefused) {
  const auto with = [](Role role, Part part) { return ChatRequest{.messages = {Message{role, {std::move(part)}, ""}}}; };
  EXPECT_EQ(code_of(hi({.parallel_tool_calls = false})), ErrorCode::unsupported);
  EXPECT_EQ(code_of(hi({.reasoning_effort = "none"})), ErrorCode::unsupported);
  ChatOptions as_json;
  as_json.format.kind = ResponseFormat::Kind::json;
  EXPECT_EQ(code_of(hi(as_json)), ErrorCode::unsupported);
  EXPECT_EQ(code_of(with(Role::assistant, Image{"", "PNG", "image/png", ""})), ErrorCode::unsupported);
  EXPECT_EQ(code_of(with(Role::system, File{"a", "", "%PDF-", ""})), ErrorCode::unsupported);
  EXPECT_EQ(code_of(with(Role::user, ToolCall{"a", "b", "{}"})), ErrorCode::unsupported);
  EXPECT_EQ(code_of(with(Role::assistant, ToolResult{"a", "b", "c", false})), ErrorCode::unsupported);
  EXPECT_EQ(code_of(with(Role::tool, Text{"a"})), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of(with(Role::system, Text{"a"})), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of(with(Role::user, Text{""})), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of({}), ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton::test
