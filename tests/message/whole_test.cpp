#include <baton/message/whole.hpp>

#include <gtest/gtest.h>

#include <baton/core/sync_wait.hpp>

namespace baton {
namespace {

Stream<ChatEvent> events(bool ended) {
  co_yield TextDelta{"Hel"};
  co_yield ReasoningDelta{"a thought too long to be stored inside the string object"};
  co_yield ToolCallDelta{1, "an id too long for the string object", "name", "{}"};
  co_yield TextDelta{"lo"};
  if (!ended) co_return;
  auto response = std::make_shared<ChatResponse>();
  response->message = Message::assistant("Hello");
  co_yield ChatEnd{response};
}

TEST(WholeChat, IsTheResponseOfTheEnd) {
  EXPECT_EQ(sync_wait(collect(events(true))).text(), "Hello");
}

TEST(WholeChat, ABrokenStreamHasNone) {
  EXPECT_THROW(sync_wait(collect(events(false))), Error);
}

}  // namespace
}  // namespace baton
