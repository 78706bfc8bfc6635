#include "core/pattern.hpp"

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

namespace {

using namespace baton;  // NOLINT

TEST(Pattern, MatchesAnywhereAndKnowsEcmaSpellings) {
  EXPECT_TRUE(Pattern("a+").found_in("xaay"));
  EXPECT_FALSE(Pattern("^a*$").found_in("aab"));
  EXPECT_TRUE(Pattern("^\\u00e9$").found_in("é"));
  EXPECT_TRUE(Pattern("(?<year>[0-9]{4})").found_in("in 2026"));
  EXPECT_TRUE(Pattern("^\\S+@[\\w\\-]+\\/$").found_in("a@b-c/"));
  EXPECT_TRUE(Pattern("^\\\\u00e9$").found_in("\\u00e9"));
}

TEST(Pattern, LookAroundAndBackReferencesAreUnsupported) {
  for (const char* text : {"(?=a)", "(?<=a)b", "(?<!a)b", "(a)\\1", "["}) {
    try {
      const Pattern pattern(text);
      FAIL() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::unsupported);
      EXPECT_NE(error.message().find(text), std::string::npos);
    }
  }
}

TEST(Pattern, CatastrophicExpressionsStayLinear) {
  EXPECT_FALSE(Pattern("^(a+)+$").found_in(std::string(100'000, 'a') + "b"));
}

TEST(Pattern, CountsCodePoints) {
  EXPECT_EQ(count_code_points("aé漢😀"), 4U);
  EXPECT_EQ(&cached_pattern("x"), &cached_pattern("x"));
}

}  // namespace
