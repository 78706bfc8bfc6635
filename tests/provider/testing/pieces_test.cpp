#include "provider/pieces.hpp"

#include <gtest/gtest.h>

#include <random>

#include <baton/core/error.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/core/text.hpp>

namespace {

using namespace baton;

TEST(Pieces, WordsKeepTheirWhiteSpace) {
  EXPECT_EQ(pieces::split("a bc\n d", 0), (std::vector<std::string>{"a ", "bc\n ", "d"}));
  EXPECT_TRUE(pieces::split("", 0).empty());
}

TEST(Pieces, EverySizeJoinsToTheTextAtCodePoints) {
  const std::string text = "na\u00EFve \u732B\u72AC \U0001F600 end";
  for (std::size_t bytes = 0; bytes < 12; ++bytes) {
    std::string joined;
    for (const auto& piece : pieces::split(text, bytes)) {
      EXPECT_TRUE(is_utf8(piece)) << bytes;
      joined += piece;
    }
    EXPECT_EQ(joined, text);
  }
}

TEST(Pieces, AllPartsAreStreamed) {
  ChatResponse response;
  response.message.role = Role::assistant;
  response.message.parts = {Reasoning{"hm", {}, {}}, Text{"ok"}, ToolCall{"1", "f", "{\"a\":1}"}, ToolCall{"2", "g", "{}"}};
  std::string reasoning;
  std::string text;
  std::vector<std::string> arguments(2);
  for (const auto& event : BlockingStream(pieces::stream(response, 3, {}))) {
    if (const auto* delta = std::get_if<ReasoningDelta>(&event)) reasoning += delta->text;
    if (const auto* delta = std::get_if<TextDelta>(&event)) text += delta->text;
    if (const auto* delta = std::get_if<ToolCallDelta>(&event)) arguments.at(delta->index) += delta->arguments;
  }
  EXPECT_EQ(reasoning, "hm");
  EXPECT_EQ(text, "ok");
  EXPECT_EQ(arguments, (std::vector<std::string>{"{\"a\":1}", "{}"}));
}

TEST(Pieces, AStopRequestEndsTheStream) {
  std::stop_source stop;
  ChatResponse response;
  response.message = Message::assistant("one two three");
  BlockingStream events(pieces::stream(response, 0, Context{}.with_stop(stop.get_token())));
  EXPECT_TRUE(events.next().has_value());
  stop.request_stop();
  EXPECT_THROW((void)events.next(), Error);
}

}  // namespace
