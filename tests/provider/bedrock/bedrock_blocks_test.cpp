#include "provider/bedrock/bedrock_blocks.hpp"

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

namespace baton::test {
namespace {

using nlohmann::json;

json parsed(const std::string& text) { return json::parse(text); }
detail::BedrockBlocks fresh() { return {"bedrock", {}}; }

TEST(BedrockBlocks, RedactedReasoningIsPutTogetherAndGoesBack) {
  auto blocks = fresh();
  blocks.add(0, parsed(R"({"reasoningContent":{"redactedContent":"YWI="}})"));
  blocks.add(0, parsed(R"({"reasoningContent":{"redactedContent":"Y2Q="}})"));
  blocks.stop(0);
  const Message message = blocks.finish();
  EXPECT_EQ(std::get<Reasoning>(message.parts.at(0)).raw, R"({"reasoningContent":{"redactedContent":"YWJjZA=="}})");
  EXPECT_TRUE(blocks.events().empty());
}

TEST(BedrockBlocks, ReasoningWithNothingInItIsLeftOut) {
  auto blocks = fresh();
  blocks.start(0, parsed(R"({"reasoningContent":{}})"));
  blocks.stop(0);
  blocks.add(1, parsed(R"({"reasoningContent":{}})"));
  EXPECT_TRUE(blocks.finish().parts.empty());
}

TEST(BedrockBlocks, TheVendorsOwnToolsGoBackAsTheyAre) {
  auto streamed = fresh();
  streamed.start(0, parsed(R"({"toolUse":{"toolUseId":"s","name":"search","type":"server_tool_use"}})"));
  streamed.add(0, parsed(R"({"toolUse":{"input":"{\"q\":"}})"));
  streamed.add(0, parsed(R"({"toolUse":{"input":"1}"}})"));
  streamed.stop(0);
  streamed.start(1, parsed(R"({"toolResult":{"toolUseId":"s","status":"success"}})"));
  streamed.add(1, parsed(R"({"toolResult":[{"text":"found"}]})"));
  streamed.stop(1);
  auto whole = fresh();
  whole.take(parsed(R"({"toolUse":{"toolUseId":"s","name":"search","type":"server_tool_use","input":{"q":1}}})"));
  whole.take(parsed(R"({"toolResult":{"toolUseId":"s","status":"success","content":[{"text":"found"}]}})"));
  EXPECT_TRUE(streamed.events().empty());
  const Message message = streamed.finish();
  EXPECT_EQ(message.parts.size(), 2U);
  EXPECT_EQ(message, whole.finish());
}

TEST(BedrockBlocks, WhatHasTheWrongTypeIsPassedOver) {
  auto blocks = fresh();
  blocks.start(0, parsed(R"({"toolResult":{"toolUseId":"s","content":7}})"));
  blocks.add(0, parsed(R"({"toolResult":[{"text":"found"}]})"));
  blocks.start(1, parsed(R"({"toolResult":7})"));
  blocks.add(1, parsed(R"({"toolResult":[{"text":"found"}]})"));
  blocks.start(2, parsed(R"({"reasoningContent":7})"));
  blocks.add(2, parsed(R"({"reasoningContent":{"text":"Hm."}})"));
  blocks.start(3, parsed(R"({"reasoningContent":{"reasoningText":7}})"));
  blocks.add(3, parsed(R"({"reasoningContent":{"signature":"c2ln"}})"));
  blocks.start(4, parsed(R"({"toolUse":7})"));
  blocks.add(4, parsed(R"({"toolUse":{"input":"{}"}})"));
  blocks.add(4, parsed(R"({"toolUse":7,"text":7,"reasoningContent":7,"toolResult":7})"));
  const Message message = blocks.finish();
  ASSERT_EQ(message.parts.size(), 5U);
  EXPECT_EQ(std::get<Reasoning>(message.parts[2]).text, "Hm.");
}

TEST(BedrockBlocks, TextWithCitationsIsText) {
  auto blocks = fresh();
  blocks.take(parsed(R"({"citationsContent":{"content":[{"text":"It is "},{"text":"so."}],"citations":[{"title":"t"}]}})"));
  EXPECT_EQ(blocks.text(), "It is so.");
  EXPECT_EQ(blocks.finish().text(), "It is so.");
  auto streamed = fresh();
  streamed.add(0, parsed(R"({"text":"It is so."})"));
  streamed.add(0, parsed(R"({"citation":{"title":"t"}})"));
  EXPECT_EQ(streamed.finish().text(), "It is so.");
}

TEST(BedrockBlocks, ACallWithoutInputHasEmptyArguments) {
  auto blocks = fresh();
  blocks.start(0, parsed(R"({"toolUse":{"toolUseId":"a","name":"f"}})"));
  blocks.stop(0);
  EXPECT_EQ(blocks.finish().tool_calls(), (std::vector<ToolCall>{{"a", "f", "{}"}}));
  EXPECT_EQ(blocks.events().size(), 2U);
}

TEST(BedrockBlocks, ContradictionsAreErrors) {
  const auto code_of = [](auto&& act) {
    auto blocks = fresh();
    blocks.add(0, parsed(R"({"text":"a"})"));
    try {
      act(blocks);
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::internal;
  };
  EXPECT_EQ(code_of([](auto& blocks) { blocks.start(0, parsed("{}")); }), ErrorCode::bad_response);
  EXPECT_EQ(code_of([](auto& blocks) { blocks.stop(1); }), ErrorCode::bad_response);
  EXPECT_EQ(code_of([](auto& blocks) { blocks.stop(0); blocks.stop(0); }), ErrorCode::bad_response);
  EXPECT_EQ(code_of([](auto& blocks) { blocks.stop(0); blocks.add(0, parsed(R"({"text":"b"})")); }), ErrorCode::bad_response);
  EXPECT_EQ(code_of([](auto& blocks) { blocks.take(parsed("7")); }), ErrorCode::bad_response);
  EXPECT_EQ(code_of([](auto& blocks) { for (std::size_t i = 1; i < 1'001; ++i) blocks.add(i, parsed("{}")); }), ErrorCode::bad_response);
}

}  // namespace
}  // namespace baton::test
