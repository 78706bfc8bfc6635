#include "provider/anthropic/anthropic_blocks.hpp"

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

namespace baton::test {
namespace {

using nlohmann::json;

detail::AnthropicBlocks blocks() { return {"anthropic", Limits{}}; }

void expect_contradiction(const std::function<void()>& act) {
  try {
    act();
    ADD_FAILURE() << "it was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::bad_response);
  }
}

TEST(AnthropicBlocks, PartsKeepTheOrderOfTheBlocks) {
  auto all = blocks();
  all.start(0, json::parse(R"({"type":"thinking","thinking":"a","signature":"s1"})"));
  all.start(1, json::parse(R"({"type":"text","text":"b"})"));
  all.start(2, json::parse(R"({"type":"redacted_thinking","data":"x"})"));
  all.start(3, json::parse(R"({"type":"tool_use","id":"t","name":"f","input":{"k":1}})"));
  const Message message = all.finish();
  ASSERT_EQ(message.parts.size(), 4U);
  EXPECT_EQ(std::get<Reasoning>(message.parts[0]).text, "a");
  EXPECT_EQ(json::parse(std::get<Reasoning>(message.parts[0]).raw), json::parse(R"({"type":"thinking","thinking":"a","signature":"s1"})"));
  EXPECT_EQ(std::get<Text>(message.parts[1]).text, "b");
  EXPECT_EQ(std::get<Reasoning>(message.parts[2]).text, "");
  EXPECT_EQ(json::parse(std::get<Reasoning>(message.parts[2]).raw), json::parse(R"({"type":"redacted_thinking","data":"x"})"));
  EXPECT_EQ(std::get<ToolCall>(message.parts[3]), (ToolCall{"t", "f", R"({"k":1})"}));
}

TEST(AnthropicBlocks, InterleavedDeltas) {
  auto all = blocks();
  all.start(0, json::parse(R"({"type":"tool_use","id":"a","name":"f","input":{}})"));
  all.start(1, json::parse(R"({"type":"tool_use","id":"b","name":"g","input":{}})"));
  all.add(1, json::parse(R"({"type":"input_json_delta","partial_json":"{\"x\":"})"));
  all.add(0, json::parse(R"({"type":"input_json_delta","partial_json":"{}"})"));
  all.add(1, json::parse(R"({"type":"input_json_delta","partial_json":"2}"})"));
  EXPECT_EQ(all.finish().tool_calls(), (std::vector<ToolCall>{{"a", "f", "{}"}, {"b", "g", R"({"x":2})"}}));
}

TEST(AnthropicBlocks, BlocksOfTheVendorsOwnToolsComeWholeAgain) {
  auto all = blocks();
  all.start(0, json::parse(R"({"type":"server_tool_use","id":"s","name":"web_search","input":{}})"));
  all.add(0, json::parse(R"({"type":"input_json_delta","partial_json":"{\"query\":\"x\"}"})"));
  all.stop(0);
  all.start(1, json::parse(R"({"type":"text","text":""})"));
  all.add(1, json::parse(R"({"type":"citations_delta","citation":{"type":"char_location"}})"));
  all.add(1, json::parse(R"({"type":"text_delta","text":"found"})"));
  const Message message = all.finish();
  EXPECT_TRUE(message.tool_calls().empty());
  EXPECT_EQ(json::parse(std::get<Reasoning>(message.parts.at(0)).raw)["input"], json({{"query", "x"}}));
  EXPECT_EQ(message.text(), "found");
}

TEST(AnthropicBlocks, Contradictions) {
  expect_contradiction([] { blocks().add(0, json::parse(R"({"type":"text_delta","text":"x"})")); });
  expect_contradiction([] { blocks().stop(0); });
  expect_contradiction([] { blocks().start(0, json("text")); });
  expect_contradiction([] {
    auto all = blocks();
    all.start(3, json::parse(R"({"type":"text","text":""})"));
    all.start(3, json::parse(R"({"type":"text","text":""})"));
  });
  expect_contradiction([] {
    auto all = blocks();
    all.start(0, json::parse(R"({"type":"text","text":""})"));
    all.stop(0);
    all.add(0, json::parse(R"({"type":"text_delta","text":"x"})"));
  });
  expect_contradiction([] {
    auto all = blocks();
    for (std::size_t i = 0; i <= 1'000; ++i) all.start(i, json::object());
  });
}

TEST(AnthropicBlocks, MembersOfTheWrongTypeDoNoHarm) {
  auto all = blocks();
  all.start(0, json::parse(R"({"type":"text","text":7})"));
  all.add(0, json::parse(R"({"type":"text_delta","text":"x"})"));
  all.add(0, json::parse(R"({"type":"text_delta","text":[1]})"));
  all.add(0, json::parse("[]"));
  EXPECT_EQ(all.text(), "x");
  EXPECT_EQ(all.finish().text(), "x");
}

}  // namespace
}  // namespace baton::test
