#include "provider/token_estimate.hpp"

#include <string>

#include <gtest/gtest.h>

namespace baton::detail {
namespace {

ChatRequest ask(std::string text) {
  ChatRequest request;
  request.messages.push_back(Message::user(std::move(text)));
  return request;
}

TEST(TokenEstimate, TheWorstCaseCountsEverything) {
  ChatRequest request = ask(std::string(4000, 'x'));
  const Spend text = worst_case(request);
  EXPECT_EQ(text.calls, 1);
  // A tokenizer may make a token of every byte.
  EXPECT_GE(text.input_tokens, 4000);
  EXPECT_LT(estimated_input(request), text.input_tokens);
  EXPECT_EQ(text.output_tokens, 4096);
  request.messages[0].parts.emplace_back(Image{"https://x", "", "", ""});
  request.tools = {{"tool", "does", Json::parse(R"({"type":"object"})"), false}};
  EXPECT_GT(worst_case(request).input_tokens, text.input_tokens + 1000);
  const std::int64_t before = worst_case(request).input_tokens;
  request.options.format = {.kind = ResponseFormat::Kind::schema, .schema = Json::parse(R"({"type":"object"})")};
  EXPECT_GT(worst_case(request).input_tokens, before);
  request.options.max_tokens = 10;
  EXPECT_EQ(worst_case(request).output_tokens, 10);
}

TEST(TokenEstimate, WhatIsMarkedMayBeKeptForAnHour) {
  ChatRequest request{.messages = {Message::system("s"), Message::user("u")}, .tools = {{.name = "t"}}};
  EXPECT_EQ(worst_case(request).cache_write_hour_tokens, 0);
  request.messages[0].cache = CacheMark::minutes;
  EXPECT_EQ(worst_case(request).cache_write_hour_tokens, 0);
  request.messages[0].cache = CacheMark::hour;
  EXPECT_EQ(worst_case(request).cache_write_hour_tokens, worst_case(request).input_tokens);
  request.messages[0].cache = CacheMark::none;
  request.tools[0].cache = CacheMark::hour;
  EXPECT_GT(worst_case(request).cache_write_hour_tokens, 0);
  request.tools[0].cache = CacheMark::none;
  request.options.extra = Json::parse(R"({"cache_control":{"type":"ephemeral","ttl":"1h"}})");
  EXPECT_GT(worst_case(request).cache_write_hour_tokens, 0);
}

TEST(TokenEstimate, WhatWasAnsweredIsMarkedAsEstimated) {
  ChatResponse response;
  response.message = Message::assistant(std::string(400, 'x'));
  const auto text = estimated_output(response);
  EXPECT_TRUE(text.estimated);
  EXPECT_GE(text.output_tokens, 100);
  EXPECT_EQ(text.input_tokens, 0);
  response.message.parts.emplace_back(Reasoning{.text = std::string(400, 'y')});
  response.message.parts.emplace_back(ToolCall{.arguments = std::string(400, 'z')});
  EXPECT_GE(estimated_output(response).output_tokens, text.output_tokens + 200);
}

}  // namespace
}  // namespace baton::detail
