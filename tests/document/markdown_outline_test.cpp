#include "document/markdown_outline.hpp"

#include <string>

#include <gtest/gtest.h>

namespace baton {
namespace {

std::string headings(std::string_view text) {
  std::string out;
  for (const auto& heading : detail::outline_markdown(text).headings) {
    out += std::to_string(heading.level) + ":" + std::string(heading.title) + "@" +
           std::to_string(heading.offset) + " ";
  }
  return out;
}

TEST(MarkdownOutline, AtxHeadings) {
  EXPECT_EQ(headings("# One\n## Two ##\n   ### Three\r\n#No\n    # code\n####### seven\n#\n"),
            "1:One@0 2:Two@6 3:Three@16 1:@59 ");
  EXPECT_EQ(headings("# C#\n"), "1:C#@0 ");
}

TEST(MarkdownOutline, SetextHeadings) {
  EXPECT_EQ(headings("Title\n=====\n\nPart\n---\n"), "1:Title@0 2:Part@13 ");
  EXPECT_EQ(headings("- item\n---\n\n| a |\n---\n\n---\n"), "");
  EXPECT_EQ(headings("long\nparagraph\n---\n"), "");
}

TEST(MarkdownOutline, FencesAndFrontMatterHideHeadings) {
  const std::string text =
      "---\ntitle: 'My notes'\n# comment\n---\n```sh\n# comment\n~~~\n```\n# Real\n~~~\n# open";
  EXPECT_EQ(headings(text), "1:Real@" + std::to_string(text.find("# Real")) + " ");
  const auto fences = detail::outline_markdown(text).fences;
  ASSERT_EQ(fences.size(), 2U);
  EXPECT_EQ(text.substr(fences[0].begin, fences[0].end - fences[0].begin),
            "```sh\n# comment\n~~~\n```");
  EXPECT_EQ(fences[1].end, text.size());
}

TEST(MarkdownOutline, Title) {
  EXPECT_EQ(detail::markdown_title("---\ntitle: 'My notes'\n---\n# Other\n"), "My notes");
  EXPECT_EQ(detail::markdown_title("## Sub\n\n# Main\n"), "Main");
  EXPECT_EQ(detail::markdown_title("no heading"), "");
}

}  // namespace
}  // namespace baton
