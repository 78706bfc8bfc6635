#include "provider/anthropic/anthropic_request.hpp"

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
  const AnthropicOptions options{.model = "claude-opus-4-6"};
  return json::parse(detail::to_text(
      detail::anthropic_request_body(options, anthropic_profile(options.model), request, stream)));
}

ErrorCode code_of(const ChatRequest& request) {
  try {
    (void)body_of(request);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(AnthropicRequest, SendsNothingThatWasNotAskedFor) {
  EXPECT_EQ(body_of(hello()),
            json::parse(R"({"model":"claude-opus-4-6","max_tokens":4096,"messages":[{"role":"user","content":"Hello"}]})"));
  EXPECT_EQ(body_of(hello(), true)["stream"], true);
}

TEST(AnthropicRequest, Sampling) {
  const json body = body_of(hello({.temperature = 0.25, .top_p = 0.5, .max_tokens = 33, .stop = {"END"}}));
  EXPECT_EQ(body["temperature"], 0.25);
  EXPECT_EQ(body["top_p"], 0.5);
  EXPECT_EQ(body["max_tokens"], 33);
  EXPECT_EQ(body["stop_sequences"], json::array({"END"}));
}

TEST(AnthropicRequest, Tools) {
  ChatRequest request = hello();
  request.tools = {{.name = "f", .description = "does f", .parameters = Json::parse(R"({"type":"object","properties":{"a":{"type":"integer","minimum":1}}})"), .strict = true},
                   {.name = "g", .cache = CacheMark::minutes}};
  const json body = body_of(request);
  EXPECT_EQ(body["tools"], json::parse(R"([
    {"name":"f","description":"does f","strict":true,"input_schema":{"type":"object","additionalProperties":false,
      "properties":{"a":{"type":"integer","description":"{\"minimum\":1}"}}}},
    {"name":"g","input_schema":{"type":"object","properties":{}},"cache_control":{"type":"ephemeral"}}])"));
  EXPECT_FALSE(body.contains("tool_choice"));
}

TEST(AnthropicRequest, ToolChoiceInEveryMode) {
  const auto choice = [](ToolChoice chosen, std::optional<bool> parallel) {
    ChatRequest request = hello({.parallel_tool_calls = parallel, .tool_choice = std::move(chosen)});
    request.tools = {{.name = "f"}};
    return body_of(request).value("tool_choice", json());
  };
  EXPECT_EQ(choice({}, {}), nullptr);
  EXPECT_EQ(choice({}, true), nullptr);
  EXPECT_EQ(choice({}, false), json::parse(R"({"type":"auto","disable_parallel_tool_use":true})"));
  EXPECT_EQ(choice({Mode::none, ""}, false), json::parse(R"({"type":"none"})"));
  EXPECT_EQ(choice({Mode::required, ""}, {}), json::parse(R"({"type":"any"})"));
  EXPECT_EQ(choice({Mode::named, "f"}, false), json::parse(R"({"type":"tool","name":"f","disable_parallel_tool_use":true})"));
  EXPECT_EQ(code_of(hello({.tool_choice = {Mode::required, ""}})), ErrorCode::invalid_argument);
}

TEST(AnthropicRequest, OutputBySchema) {
  ChatRequest request = hello({.reasoning_effort = "low"});
  request.options.format = {ResponseFormat::Kind::schema, "person", Json::parse(R"({"type":"object","properties":{"name":{"type":"string"}}})"), true};
  EXPECT_EQ(body_of(request)["output_config"], json::parse(R"({"effort":"low","format":{"type":"json_schema","schema":
      {"type":"object","properties":{"name":{"type":"string"}},"additionalProperties":false}}})"));
  request.options.format.schema = {};
  EXPECT_EQ(code_of(request), ErrorCode::invalid_argument);
  request.options.format.kind = ResponseFormat::Kind::json;
  EXPECT_EQ(code_of(request), ErrorCode::unsupported);
}

TEST(AnthropicRequest, AtMostFourCacheMarks) {
  ChatRequest request = hello();
  request.messages.assign(4, Message::user("x"));
  for (auto& message : request.messages) message.cache = CacheMark::minutes;
  EXPECT_EQ(code_of(request), ErrorCode::internal);
  request.tools = {{.name = "f", .cache = CacheMark::hour}};
  EXPECT_EQ(code_of(request), ErrorCode::invalid_argument);
}

TEST(AnthropicRequest, ExtraDoesNotDecideHowTheAnswerIsRead) {
  const json body = body_of(hello({.extra = Json::parse(R"({"stream":true,"metadata":{"user_id":"u"},"top_k":5})")}));
  EXPECT_FALSE(body.contains("stream"));
  EXPECT_EQ(body["metadata"]["user_id"], "u");
  EXPECT_EQ(body["top_k"], 5);
}

TEST(AnthropicRequest, EmptyConversation) { EXPECT_EQ(code_of({}), ErrorCode::invalid_argument); }

TEST(AnthropicRequest, UploadedFilesAreTold) {
  EXPECT_FALSE(detail::uses_anthropic_files(hello()));
  EXPECT_TRUE(detail::uses_anthropic_files({.messages = {Message::user(std::vector<Part>{File{"", "file_1", "", ""}})}}));
}

}  // namespace
}  // namespace baton::test
