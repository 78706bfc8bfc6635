#include <baton/message/message.hpp>

#include <gtest/gtest.h>

namespace baton {
namespace {

TEST(Message, HelpersSetRoleAndText) {
  EXPECT_EQ(Message::system("a").role, Role::system);
  EXPECT_EQ(Message::user("b").text(), "b");
  EXPECT_EQ(Message::assistant("c").role, Role::assistant);
  EXPECT_EQ(to_string(Role::tool), "tool");
}

TEST(Message, TextLeavesReasoningAndCallsOut) {
  Message message{Role::assistant, {}, {}};
  message.parts = {Reasoning{"hm", "", ""}, Text{"one "}, ToolCall{"1", "f", "{}"}, Text{"two"}};
  EXPECT_EQ(message.text(), "one two");
  ASSERT_EQ(message.tool_calls().size(), 1U);
  EXPECT_EQ(message.tool_calls()[0].name, "f");
}

TEST(Message, ToolResultAnswersItsCall) {
  const Message message = Message::tool_result({"id7", "add", "{}"}, "4", true);
  EXPECT_EQ(message.role, Role::tool);
  EXPECT_EQ(std::get<ToolResult>(message.parts.at(0)), (ToolResult{"id7", "add", "4", true}));
}

}  // namespace
}  // namespace baton
