#include <baton/output/list.hpp>

#include <gtest/gtest.h>

#include "streams.hpp"

namespace {

using namespace baton;  // NOLINT
using Strings = std::vector<std::string>;

TEST(ListParser, Lines) {
  EXPECT_EQ(line_list(std::string_view("- one\n* two\r\n\n 3. three\n4) four\n• five\nsix -7\n-8")),
            (Strings{"one", "two", "three", "four", "five", "six -7", "-8"}));
}

TEST(ListParser, BulletsSkipProse) {
  EXPECT_EQ(bullet_list(std::string_view("Here are two:\n```\n1. tea, green\n2. rum\n```\nEnjoy!")),
            (Strings{"tea, green", "rum"}));
}

TEST(ListParser, CommasKeepQuotedItems) {
  EXPECT_EQ(comma_list(std::string_view("red, green ,,\"dark, blue\"\nblack")),
            (Strings{"red", "green", "dark, blue", "black"}));
  EXPECT_EQ(comma_list(std::string_view("5\" nails, 6\" screws, \"a, b\"")), (Strings{"5\" nails", "6\" screws", "a, b"}));
}

TEST(ListParser, NothingAndCutOffListsAreErrors) {
  EXPECT_EQ(streams::error_of([] { (void)bullet_list(std::string_view("none")); }).code(),
            ErrorCode::model_output_invalid);
  const auto cut_off = [] {
    streams::drain(line_list.transform(streams::events({"a\nb"}, FinishReason::length), {}));
  };
  EXPECT_NE(streams::error_of(cut_off).message().find("max_tokens"), std::string::npos);
  EXPECT_EQ(streams::error_of([] {
              streams::drain(line_list.transform(streams::events({"\n", " "}, FinishReason::stop), {}));
            }).code(),
            ErrorCode::model_output_invalid);
}

TEST(ListParser, ItemsStreamWhenTheyAreWhole) {
  const auto items = streams::drain(line_list.transform(streams::events({"- a", "b\n- ", "c"}, FinishReason::stop), {}));
  EXPECT_EQ(items, (std::vector<ListItem>{{"ab"}, {"c"}}));
}

TEST(ListParser, EveryCutGivesTheSameList) {
  const std::string answer = "Intro\n- é, \"a, b\"\n2. two\n\n```\n• three\nlast, one";
  std::mt19937 random(1);
  for (int i = 0; i < 300; ++i) {
    for (const auto& parser : {line_list, bullet_list, comma_list}) {
      auto stream = parser.transform(streams::strings(streams::cut(answer, random)), {});
      EXPECT_EQ(sync_wait(collect(std::move(stream))), parser(std::string_view(answer)));
    }
  }
}

}  // namespace
