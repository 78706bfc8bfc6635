#include "provider/responses/responses_request.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/json_body.hpp"

namespace baton::test {
namespace {

using nlohmann::json;

json body_of(const ChatRequest& request, OpenAiResponsesOptions options = {}, bool stream = false) {
  if (options.model.empty()) options.model = "m";
  const auto profile = openai_responses_profile(options.model);
  return json::parse(detail::to_text(detail::responses_request_body(options, profile, request, stream)));
}

ChatRequest ask() { return {.messages = {Message::user("Hi")}}; }

ChatRequest ask_with_tools(ToolChoice choice = {}) {
  ChatRequest request = ask();
  request.tools = {{.name = "f", .description = "Does.", .parameters = Json::parse(R"({"type":"object"})"), .strict = true}, {.name = "g"}};
  request.options.tool_choice = std::move(choice);
  return request;
}

TEST(ResponsesRequest, KeepsNothingAtTheVendor) {
  EXPECT_EQ(body_of(ask()), json::parse(R"({"model":"m","input":[{"role":"user","content":"Hi"}],"store":false,
                                            "include":["reasoning.encrypted_content"]})"));
  EXPECT_EQ(body_of(ask(), {}, true)["stream"], true);
}

TEST(ResponsesRequest, AModelThatDoesNotThinkIsAskedForNoReasoning) {
  ChatRequest request = ask();
  request.options.reasoning_effort = "none";
  const json body = body_of(request, {.model = "gpt-4.1", .reasoning_summary = "auto"});
  EXPECT_FALSE(body.contains("include"));
  EXPECT_FALSE(body.contains("reasoning"));
}

TEST(ResponsesRequest, Reasoning) {
  ChatRequest request = ask();
  request.options.reasoning_effort = "high";
  EXPECT_EQ(body_of(request, {.reasoning_summary = "auto"})["reasoning"], json::parse(R"({"effort":"high","summary":"auto"})"));
  EXPECT_EQ(body_of(request)["reasoning"], json::parse(R"({"effort":"high"})"));
}

TEST(ResponsesRequest, ToolsAreFlatAndSayWhetherTheyAreStrict) {
  ChatRequest request = ask_with_tools();
  request.options.parallel_tool_calls = false;
  const json body = body_of(request);
  EXPECT_EQ(body["tools"], json::parse(R"([
      {"type":"function","name":"f","description":"Does.","parameters":{"type":"object"},"strict":true},
      {"type":"function","name":"g","parameters":{"type":"object","properties":{}},"strict":false}])"));
  EXPECT_EQ(body["parallel_tool_calls"], false);
  EXPECT_FALSE(body.contains("tool_choice"));
}

TEST(ResponsesRequest, ToolChoice) {
  using Mode = ToolChoice::Mode;
  EXPECT_EQ(body_of(ask_with_tools({Mode::none, ""}))["tool_choice"], "none");
  EXPECT_EQ(body_of(ask_with_tools({Mode::required, ""}))["tool_choice"], "required");
  EXPECT_EQ(body_of(ask_with_tools({Mode::named, "g"}))["tool_choice"], json::parse(R"({"type":"function","name":"g"})"));
}

TEST(ResponsesRequest, Formats) {
  ChatRequest request = ask();
  request.options.format.kind = ResponseFormat::Kind::json;
  EXPECT_EQ(body_of(request)["text"], json::parse(R"({"format":{"type":"json_object"}})"));
  request.options.format = {ResponseFormat::Kind::schema, "person", Json::parse(R"({"type":"object"})"), true};
  EXPECT_EQ(body_of(request)["text"], json::parse(R"({"format":{"type":"json_schema","name":"person","strict":true,"schema":{"type":"object"}}})"));
}

TEST(ResponsesRequest, Sampling) {
  ChatRequest request = ask();
  request.options = {.temperature = 0.25, .top_p = 0.5, .max_tokens = 33, .logprobs = 2};
  const json body = body_of(request, {.model = "gpt-4o"});
  EXPECT_EQ(body["temperature"], 0.25);
  EXPECT_EQ(body["top_p"], 0.5);
  EXPECT_EQ(body["max_output_tokens"], 33);
  EXPECT_EQ(body["top_logprobs"], 2);
  EXPECT_EQ(body["include"], json::array({"message.output_text.logprobs"}));
}

TEST(ResponsesRequest, ExtraIsLaidOverButForTheMode) {
  ChatRequest request = ask();
  request.options.extra = Json::parse(R"({"store":true,"stream":true,"prompt_cache_key":"k"})");
  const json body = body_of(request);
  EXPECT_EQ(body["store"], true);
  EXPECT_EQ(body["prompt_cache_key"], "k");
  EXPECT_FALSE(body.contains("stream"));
}

TEST(ResponsesRequest, RefusesWhatCannotWork) {
  EXPECT_THROW((void)body_of({}), Error);
  ChatRequest request = ask();
  request.options.tool_choice.mode = ToolChoice::Mode::required;
  EXPECT_THROW((void)body_of(request), Error);
  request = ask();
  request.options.extra = Json::parse("[1]");
  EXPECT_THROW((void)body_of(request), Error);
}

}  // namespace
}  // namespace baton::test
