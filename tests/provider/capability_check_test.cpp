#include "provider/capability_check.hpp"

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

namespace baton::test {
namespace {

std::string refusal(const Capabilities& can, const ChatRequest& request) {
  try {
    detail::check_capabilities("v/m", can, request);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::unsupported);
    EXPECT_TRUE(error.message().starts_with("v/m "));
    return error.message();
  }
  return {};
}

ChatRequest with_options(ChatOptions options) {
  return {.messages = {Message::user("x")}, .tools = {}, .options = std::move(options)};
}

TEST(CapabilityCheck, EverythingGoesThroughByDefault) {
  ChatRequest request = with_options({.temperature = 1.0, .top_p = 1.0, .max_tokens = 1'000'000, .stop = {"x"}, .seed = 1,
                                      .logprobs = 2, .reasoning_effort = "extreme", .tool_choice = {ToolChoice::Mode::required, ""}});
  request.tools = {{.name = "t"}};
  request.messages.push_back(Message::assistant("begin"));
  EXPECT_EQ(refusal({}, request), "");
  request.options.reasoning_effort = "none";
  EXPECT_EQ(refusal({}, request), "");
}

TEST(CapabilityCheck, EachLackIsNamed) {
  using Output = Capabilities::Output;
  using Kind = ResponseFormat::Kind;
  const auto says = [](const Capabilities& can, const ChatRequest& request, const char* word) {
    EXPECT_NE(refusal(can, request).find(word), std::string::npos) << word;
  };
  ChatRequest tools = with_options({});
  tools.tools = {{.name = "t"}};
  says({.tools = false}, tools, "tools");
  tools.options.tool_choice = {ToolChoice::Mode::named, "t"};
  says({.forced_tools = false}, tools, "tool_choice");
  says({.images = false}, {.messages = {Message::user(std::vector<Part>{Image{"https://x", "", "", ""}})}}, "images");
  says({.files = false}, {.messages = {Message::user(std::vector<Part>{File{"", "id", "", ""}})}}, "files");
  says({.sampling = false}, with_options({.temperature = 0.0}), "temperature");
  says({.sampling = false}, with_options({.top_p = 0.0}), "top_p");
  says({.stop = false}, with_options({.stop = {"x"}}), "stop");
  says({.seed = false}, with_options({.seed = 0}), "seed");
  says({.logprobs = false}, with_options({.logprobs = 0}), "logprobs");
  says({.json = Output::none}, with_options({.format = {.kind = Kind::json}}), "JSON");
  says({.schema = Output::none}, with_options({.format = {.kind = Kind::schema}}), "schema");
  says({.max_output_tokens = 10}, with_options({.max_tokens = 11}), "at most 10");
}

TEST(CapabilityCheck, PrefillButNotAPause) {
  const Capabilities can{.prefill = false};
  ChatRequest request{.messages = {Message::user("x"), Message::assistant("The answer is")}};
  EXPECT_NE(refusal(can, request), "");
  request.messages.back().parts.emplace_back(Reasoning{"", "v", R"({"type":"server_tool_use"})"});
  EXPECT_EQ(refusal(can, request), "");
  request.messages.push_back(Message::user("y"));
  EXPECT_EQ(refusal(can, request), "");
}

TEST(CapabilityCheck, Thinking) {
  using Thinking = Capabilities::Thinking;
  EXPECT_NE(refusal({.thinking = Thinking::none}, with_options({.reasoning_effort = "low"})), "");
  EXPECT_EQ(refusal({.thinking = Thinking::none, .thinking_off = false}, with_options({.reasoning_effort = "none"})), "");
  EXPECT_NE(refusal({.thinking_off = false}, with_options({.reasoning_effort = "none"})), "");
  EXPECT_EQ(refusal({.efforts = {"low", "high"}}, with_options({.reasoning_effort = "high"})), "");
  EXPECT_NE(refusal({.efforts = {"low", "high"}}, with_options({.reasoning_effort = "max"})).find("low, high"), std::string::npos);
}

}  // namespace
}  // namespace baton::test
