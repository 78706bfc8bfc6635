#include <baton/output/text.hpp>

#include <gtest/gtest.h>

#include "streams.hpp"

namespace {

using namespace baton;  // NOLINT
using Strings = std::vector<std::string>;

TEST(TextParser, GivesTheText) {
  EXPECT_EQ(text(streams::response("hello", FinishReason::length)), "hello");
  EXPECT_EQ(text(std::string_view("as it is")), "as it is");
}

TEST(TextParser, PassesPiecesOnWithoutEmptyOnes) {
  EXPECT_EQ(streams::drain(text.transform(streams::events({"a", "", "b c"}, FinishReason::stop), {})),
            (Strings{"a", "b c"}));
}

Stream<ChatEvent> thinking_and_tools() {
  ChatEvent first = ReasoningDelta{"hm"};
  co_yield std::move(first);
  ChatEvent second = TextDelta{"yes"};
  co_yield std::move(second);
  ChatEvent third = ToolCallDelta{0, "id", "tool", "{}"};
  co_yield std::move(third);
  ChatEvent end = ChatEnd{std::make_shared<ChatResponse>(streams::response("yes"))};
  co_yield std::move(end);
}

TEST(TextParser, LeavesOutThoughtsAndToolCalls) {
  EXPECT_EQ(streams::drain(text.transform(thinking_and_tools(), {})), (Strings{"yes"}));
}

Stream<ChatEvent> only_the_end() {
  ChatEvent end = ChatEnd{std::make_shared<ChatResponse>(streams::response("all at once"))};
  co_yield std::move(end);
}

TEST(TextParser, TakesTheTextOfTheEndWhenThereWereNoPieces) {
  EXPECT_EQ(streams::drain(text.transform(only_the_end(), {})), (Strings{"all at once"}));
}

TEST(TextParser, WithheldAnswersAreErrorsWithWhatThereIs) {
  const auto error = streams::error_of(
      [] { streams::drain(text.transform(streams::events({"par", "tial"}, FinishReason::content_filter), {})); });
  EXPECT_EQ(error.code(), ErrorCode::content_filtered);
  EXPECT_EQ(error.partial(), "partial");
  EXPECT_EQ(streams::error_of([] { (void)text(streams::response("x", FinishReason::content_filter)); }).code(),
            ErrorCode::content_filtered);
}

}  // namespace
