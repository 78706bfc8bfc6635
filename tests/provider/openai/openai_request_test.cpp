#include "provider/openai/openai_request.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/json_body.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

ChatRequest hello() { return {.messages = {Message::user("Hello")}}; }

json body_of(const ChatRequest& request, bool stream = false, OpenAiOptions options = {}) {
  options.model = "m";
  return json::parse(detail::to_text(detail::openai_request_body(options, request, stream)));
}

ErrorCode code_of(const ChatRequest& request) {
  try {
    (void)body_of(request);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(OpenAiRequest, SendsNothingThatWasNotAskedFor) {
  EXPECT_EQ(body_of(hello()),
            json::parse(R"({"model":"m","messages":[{"role":"user","content":"Hello"}]})"));
}

TEST(OpenAiRequest, StreamsWithUsage) {
  const json body = body_of(hello(), true);
  EXPECT_EQ(body["stream"], true);
  EXPECT_EQ(body["stream_options"], json::parse(R"({"include_usage":true})"));
  OpenAiOptions options;
  options.dialect.stream_usage = false;
  EXPECT_FALSE(body_of(hello(), true, options).contains("stream_options"));
}

TEST(OpenAiRequest, EveryOptionHasItsField) {
  ChatRequest request = hello();
  request.options = {.temperature = 0.0, .top_p = 0.9, .max_tokens = 7, .stop = {"a", "b"}, .seed = 42,
                     .logprobs = 3, .reasoning_effort = "low"};
  const json body = body_of(request);
  EXPECT_EQ(body["temperature"], 0.0);
  EXPECT_EQ(body["top_p"], 0.9);
  EXPECT_EQ(body["max_tokens"], 7);
  EXPECT_EQ(body["stop"], json::parse(R"(["a","b"])"));
  EXPECT_EQ(body["seed"], 42);
  EXPECT_EQ(body["logprobs"], true);
  EXPECT_EQ(body["top_logprobs"], 3);
  EXPECT_EQ(body["reasoning_effort"], "low");
}

TEST(OpenAiRequest, DialectsRenameFields) {
  ChatRequest request = hello();
  request.options = {.max_tokens = 7, .seed = 42};
  OpenAiOptions options;
  options.dialect.max_tokens_field = "max_completion_tokens";
  options.dialect.seed_field = "random_seed";
  const json body = body_of(request, false, options);
  EXPECT_EQ(body["max_completion_tokens"], 7);
  EXPECT_EQ(body["random_seed"], 42);
  EXPECT_FALSE(body.contains("max_tokens"));
  EXPECT_FALSE(body.contains("seed"));
}

TEST(OpenAiRequest, ASwitchTurnsThinkingOff) {
  ChatRequest request = hello();
  request.options.reasoning_effort = "none";
  OpenAiOptions options;
  EXPECT_EQ(body_of(request, false, options)["reasoning_effort"], "none");
  options.dialect.thinking_switch = true;
  const json off = body_of(request, false, options);
  EXPECT_EQ(off["thinking"], (json{{"type", "disabled"}}));
  EXPECT_FALSE(off.contains("reasoning_effort"));
  request.options.reasoning_effort = "high";
  EXPECT_EQ(body_of(request, false, options)["reasoning_effort"], "high");
}

TEST(OpenAiRequest, ToolsAndEveryChoice) {
  ChatRequest request = hello();
  request.tools = {{"add", "Adds.", Json::parse(R"({"type":"object","properties":{"a":{"type":"integer"}}})"), true},
                   {"now", "", {}, false}};
  request.options.parallel_tool_calls = false;
  json body = body_of(request);
  EXPECT_EQ(body["tools"], json::parse(R"([
      {"type":"function","function":{"name":"add","description":"Adds.","strict":true,
       "parameters":{"type":"object","properties":{"a":{"type":"integer"}}}}},
      {"type":"function","function":{"name":"now","parameters":{"type":"object","properties":{}}}}])"));
  EXPECT_EQ(body["parallel_tool_calls"], false);
  EXPECT_FALSE(body.contains("tool_choice"));
  using Mode = ToolChoice::Mode;
  request.options.tool_choice = {Mode::none, ""};
  EXPECT_EQ(body_of(request)["tool_choice"], "none");
  request.options.tool_choice = {Mode::required, ""};
  EXPECT_EQ(body_of(request)["tool_choice"], "required");
  request.options.tool_choice = {Mode::named, "now"};
  EXPECT_EQ(body_of(request)["tool_choice"], json::parse(R"({"type":"function","function":{"name":"now"}})"));
}

TEST(OpenAiRequest, ResponseFormats) {
  ChatRequest request = hello();
  request.options.format.kind = ResponseFormat::Kind::json;
  EXPECT_EQ(body_of(request)["response_format"], json::parse(R"({"type":"json_object"})"));
  request.options.format = {ResponseFormat::Kind::schema, "bill", Json::parse(R"({"type":"object"})"), true};
  EXPECT_EQ(body_of(request)["response_format"],
            json::parse(R"({"type":"json_schema","json_schema":{"name":"bill","strict":true,"schema":{"type":"object"}}})"));
}

TEST(OpenAiRequest, ExtraIsMergedButDoesNotChangeHowTheAnswerIsRead) {
  ChatRequest request = hello();
  request.options.temperature = 0.5;
  request.options.extra = Json::parse(R"({"temperature":1.0,"top_k":5,"stream":true,"stream_options":{"include_obfuscation":false}})");
  json body = body_of(request, false);
  EXPECT_EQ(body["temperature"], 1.0);
  EXPECT_EQ(body["top_k"], 5);
  EXPECT_FALSE(body.contains("stream"));
  EXPECT_FALSE(body.contains("stream_options"));
  body = body_of(request, true);
  EXPECT_EQ(body["stream_options"], json::parse(R"({"include_obfuscation":false,"include_usage":true})"));
}

TEST(OpenAiRequest, RefusesWhatCannotWork) {
  EXPECT_EQ(code_of({}), ErrorCode::invalid_argument);
  ChatRequest request = hello();
  request.options.extra = Json::parse("[1]");
  EXPECT_EQ(code_of(request), ErrorCode::invalid_argument);
  request = hello();
  request.options.tool_choice.mode = ToolChoice::Mode::required;
  EXPECT_EQ(code_of(request), ErrorCode::invalid_argument);
  request = hello();
  request.options.format.kind = ResponseFormat::Kind::schema;
  EXPECT_EQ(code_of(request), ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton::test
