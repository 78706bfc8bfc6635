#include "document/ignore.hpp"

#include <string>

#include <gtest/gtest.h>

#include "document/glob.hpp"

namespace baton {
namespace {

using detail::glob_match;
using detail::IgnoreRules;
using detail::Verdict;

TEST(Glob, FollowsGitsWildmatch) {
  const auto yes = [](const char* pattern, const char* text) { return glob_match(pattern, text); };
  EXPECT_TRUE(yes("*.md", "a.md"));
  EXPECT_TRUE(yes("*", ""));
  EXPECT_FALSE(yes("*.md", "a/b.md"));
  EXPECT_TRUE(yes("a?c", "abc"));
  EXPECT_FALSE(yes("a?c", "a/c"));
  EXPECT_TRUE(yes("**/b", "b"));
  EXPECT_TRUE(yes("**/b", "x/y/b"));
  EXPECT_FALSE(yes("**/b", "xb"));
  EXPECT_TRUE(yes("a/**/b", "a/b"));
  EXPECT_TRUE(yes("a/**/b", "a/x/y/b"));
  EXPECT_FALSE(yes("a/**/b", "a/xb"));
  EXPECT_TRUE(yes("a/**", "a/x/y"));
  EXPECT_FALSE(yes("a/**", "a"));
  EXPECT_TRUE(yes("[a-c]x", "bx"));
  EXPECT_FALSE(yes("[!a-c]x", "bx"));
  EXPECT_TRUE(yes("[]-]x", "]x"));
  EXPECT_TRUE(yes("[[:digit:]]", "7"));
  EXPECT_FALSE(yes("[[:digit:]]", "x"));
  EXPECT_TRUE(yes("\\*", "*"));
  EXPECT_FALSE(yes("\\*", "x"));
  EXPECT_FALSE(yes("[", "["));
  EXPECT_FALSE(yes("a[/]b", "a/b"));
  EXPECT_FALSE(yes("x\\", "x"));
}

TEST(Glob, HostilePatternsTakePolynomialTime) {
  std::string pattern;
  for (int i = 0; i < 300; ++i) pattern += "**/*a";
  EXPECT_FALSE(glob_match(pattern, std::string(500, 'a') + "b"));
  EXPECT_FALSE(glob_match(std::string(1000, '*') + "b", std::string(2000, 'a')));
}

TEST(IgnoreRules, LaterLinesAreStronger) {
  IgnoreRules rules("sub/");
  rules.add("\xEF\xBB\xBF# comment\r\n*.log\r\n!keep.log\n\nbuild/\n/top\ntrailing   \n\\!bang\n");
  EXPECT_EQ(rules.verdict("sub/a.log", false), Verdict::ignored);
  EXPECT_EQ(rules.verdict("sub/x/keep.log", false), Verdict::kept);
  EXPECT_EQ(rules.verdict("sub/build", true), Verdict::ignored);
  EXPECT_EQ(rules.verdict("sub/build", false), Verdict::none);
  EXPECT_EQ(rules.verdict("sub/top", false), Verdict::ignored);
  EXPECT_EQ(rules.verdict("sub/x/top", false), Verdict::none);
  EXPECT_EQ(rules.verdict("sub/trailing", false), Verdict::ignored);
  EXPECT_EQ(rules.verdict("sub/!bang", false), Verdict::ignored);
}

}  // namespace
}  // namespace baton
