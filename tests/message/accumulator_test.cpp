#include <baton/message/accumulator.hpp>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

namespace baton {
namespace {

TEST(ChatAccumulator, MergesFragmentsOfParallelCallsByIndex) {
  ChatAccumulator parts;
  parts.add_tool_call(ToolCallDelta{1, "b", "second", ""});
  parts.add_tool_call(ToolCallDelta{0, "a", "first", "{\"x\""});
  parts.add_tool_call(ToolCallDelta{1, "", "", "{}"});
  parts.add_tool_call(ToolCallDelta{0, "", "", ":1}"});
  const ChatResponse response = parts.finish({});
  EXPECT_EQ(response.message.tool_calls(),
            (std::vector<ToolCall>{{"a", "first", "{\"x\":1}"}, {"b", "second", "{}"}}));
}

TEST(ChatAccumulator, OrdersReasoningTextCalls) {
  ChatAccumulator parts;
  parts.add(TextDelta{"Hel"});
  parts.add(ToolCallDelta{3, "", "f", "{}"});
  parts.add(ReasoningDelta{"hm"});
  parts.add(TextDelta{"lo"});
  parts.add(ChatEnd{});
  EXPECT_EQ(parts.text(), "Hello");
  ChatResponse head;
  head.id = "r1";
  const ChatResponse response = parts.finish(head);
  EXPECT_EQ(response.id, "r1");
  EXPECT_EQ(response.message.role, Role::assistant);
  EXPECT_EQ(response.message.parts,
            (std::vector<Part>{Reasoning{"hm", "", ""}, Text{"Hello"}, ToolCall{"call_3", "f", "{}"}}));
}

TEST(ChatAccumulator, FinishLeavesNothingBehind) {
  ChatAccumulator parts;
  EXPECT_TRUE(parts.empty());
  parts.add_text("x");
  EXPECT_FALSE(parts.empty());
  (void)parts.finish({});
  EXPECT_TRUE(parts.empty());
  EXPECT_TRUE(parts.finish({}).message.parts.empty());
}

TEST(ChatAccumulator, KeepsTheProvidersFormOfReasoning) {
  ChatAccumulator parts;
  parts.set_reasoning_source("v", "{\"sig\":1}");
  EXPECT_EQ(parts.finish({}).message.parts, (std::vector<Part>{Reasoning{"", "v", "{\"sig\":1}"}}));
}

TEST(ChatAccumulator, BoundsTheNumberOfCalls) {
  ChatAccumulator parts;
  for (std::size_t i = 0; i < 1000; ++i) parts.add_tool_call(ToolCallDelta{i, "", "", ""});
  EXPECT_THROW(parts.add_tool_call(ToolCallDelta{1000, "", "", ""}), Error);
  EXPECT_NO_THROW(parts.add_tool_call(ToolCallDelta{999, "", "", ""}));
}

}  // namespace
}  // namespace baton
