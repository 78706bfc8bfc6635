#include "memory/message_groups.hpp"

#include <gtest/gtest.h>

#include "memory/conversations.hpp"

namespace baton {
namespace {

using test::calling;
using test::result_of;

TEST(MessageGroups, ACallAndItsResultsAreOne) {
  const auto groups = group_messages(
      {Message::user("q"), calling({"a", "b"}), result_of("b"), result_of("a"), Message::assistant("x")});
  ASSERT_EQ(groups.size(), 3U);
  EXPECT_TRUE(groups[0].opens_turn);
  EXPECT_EQ(groups[1].begin, 1U);
  EXPECT_EQ(groups[1].end, 4U);
  EXPECT_TRUE(groups[1].is_whole);
}

TEST(MessageGroups, ACallWithoutAllResultsIsNotWhole) {
  const auto groups = group_messages({calling({"a", "b"}), result_of("a"), Message::user("next")});
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_FALSE(groups[0].is_whole);
}

TEST(MessageGroups, ACallMayStillWaitAtTheEnd) {
  EXPECT_TRUE(group_messages({calling({"a", "b"}), result_of("a")})[0].is_whole);
  EXPECT_TRUE(group_messages({calling({"a"})})[0].is_whole);
}

TEST(MessageGroups, AResultWithoutItsCallIsNotWhole) {
  const auto groups = group_messages({result_of("a"), calling({"b"}), result_of("c")});
  ASSERT_EQ(groups.size(), 3U);
  for (const auto& group : groups) EXPECT_FALSE(group.is_whole);
}

TEST(MessageGroups, ASecondResultOfTheSameCallIsAnOrphan) {
  const auto groups = group_messages({calling({"a"}), result_of("a"), result_of("a")});
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_TRUE(groups[0].is_whole);
  EXPECT_FALSE(groups[1].is_whole);
}

TEST(MessageGroups, ResultsMayComeInOneMessage) {
  Message both = result_of("a");
  both.parts.push_back(ToolResult{"b", "tool", "ok", false});
  const auto groups = group_messages({calling({"a", "b"}), both, Message::user("next")});
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_TRUE(groups[0].is_whole);
}

TEST(MessageGroups, NothingHasNoGroups) { EXPECT_TRUE(group_messages({}).empty()); }

}  // namespace
}  // namespace baton
