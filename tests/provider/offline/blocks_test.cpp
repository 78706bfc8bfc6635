#include <gtest/gtest.h>

#include <random>

#include "provider/offline/sentences.hpp"

namespace {

using namespace baton::offline;

TEST(Blocks, AMarkdownPage) {
  const auto units = split_units(
      "# Install\n\nRun it. Then\nlook:\n\n- first item\n  goes on\n- second\n\n```sh\nmake\nmake test\n```\n"
      "| a | b |\n|---|---|\n| 1 | 2 |\n");
  ASSERT_EQ(units.size(), 8U);
  EXPECT_EQ(units[0].kind, UnitKind::heading);
  EXPECT_EQ(units[1].text, "Run it.");
  EXPECT_EQ(units[1].heading, "Install");
  EXPECT_EQ(units[2].text, "Then look:");
  EXPECT_EQ(units[3].kind, UnitKind::item);
  EXPECT_EQ(units[3].text, "first item goes on");
  EXPECT_EQ(units[4].text, "second");
  EXPECT_EQ(units[3].paragraph, units[4].paragraph);
  EXPECT_EQ(units[5].kind, UnitKind::code);
  EXPECT_EQ(units[5].text, "make\nmake test");
  EXPECT_EQ(units[6].kind, UnitKind::row);
  EXPECT_EQ(units[7].text, "1 | 2");
}

TEST(Blocks, UnderlinedAndBareTitles) {
  const auto units = split_units("Title\n=====\nText here.\n\nSection One\n\nMore text.");
  ASSERT_EQ(units.size(), 4U);
  EXPECT_EQ(units[0].kind, UnitKind::heading);
  EXPECT_EQ(units[2].kind, UnitKind::heading);
  EXPECT_EQ(units[3].heading, "Section One");
}

TEST(Blocks, IndentedCommandsAreCodeAndIndentedProseIsNot) {
  const auto units = split_units("Do:\n\n    $ make install\n\nAnd:\n\n    This is an indented sentence.\n");
  ASSERT_EQ(units.size(), 4U);
  EXPECT_EQ(units[1].kind, UnitKind::code);
  EXPECT_EQ(units[3].kind, UnitKind::sentence);
}

TEST(Blocks, ATableOfContentsIsNoText) {
  for (const auto& unit : split_units("- [Install](a.md)\n- [Use it](b.md)\n")) EXPECT_EQ(unit.kind, UnitKind::heading);
}

TEST(Blocks, LongListingsAreQuotedInParts) {
  std::string text = "```\n";
  for (int i = 0; i < 30; ++i) text += "line " + std::to_string(i) + "\n";
  EXPECT_EQ(split_units(text + "```\n").size(), 3U);
}

TEST(Blocks, LongItemsAreSplitIntoSentences) {
  const std::string sentence = "This sentence is quite long and says nothing of worth to anybody at all. ";
  const auto units = split_units("- " + sentence + sentence + sentence + sentence);
  EXPECT_EQ(units.size(), 4U);
}

TEST(Blocks, AMillionBlankLinesTakeNoTime) { EXPECT_TRUE(split_units(std::string(1'000'000, '\n')).empty()); }

TEST(Blocks, RandomLinesGiveNoEmptyUnits) {
  std::mt19937 random(17);
  const std::vector<std::string> pieces = {"# T", "- i", "```", "\n", "\n", "text.", "| a |", "---", "    x;", "> q", "1. n", "\xFF", "[a](b)"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t n = random() % 30; n > 0; --n) text += pieces[random() % pieces.size()];
    for (const auto& unit : split_units(text)) ASSERT_FALSE(unit.text.empty() && unit.kind != UnitKind::heading) << text;
  }
}

}  // namespace
