#include <gtest/gtest.h>

#include <random>

#include <re2/re2.h>

#include <baton/core/error.hpp>

#include "provider/testing/sample.hpp"

namespace {

using namespace baton;
using sample::matching_string;
using sample::Random;

class Patterns : public testing::TestWithParam<const char*> {};

// RE2 judges.
TEST_P(Patterns, StringsMatch) {
  const RE2 judge(GetParam());
  Random random(1);
  for (int i = 0; i < 200; ++i) {
    const auto text = matching_string(GetParam(), random);
    ASSERT_TRUE(RE2::PartialMatch(text, judge)) << text;
  }
}
INSTANTIATE_TEST_SUITE_P(Known, Patterns,
                         testing::Values("^[a-z]+$", "^\\d{4}-\\d{2}-\\d{2}$", "^(red|green|blue)$", "^[A-Z]{2,3}-\\d+$",
                                         "^[^@ ]+@[^@ ]+\\.[a-z]{2,}$", "^(?:ab?c*)+$", "^\\+?[0-9 ]{5,9}$", "^[\\w.-]*$",
                                         "^\\(\\d{3}\\)\\s\\w$", "^a.c$", "^x{3}$", "^[-a]$", "^[a-]$", "^\\$\\d$"));

TEST(PatternSample, RefusesWhatItDoesNotKnow) {
  Random random(1);
  for (const char* pattern : {"(?=a)b", "(?<n>x)", "a{2", "[a", "(a", "a)", "*a", "\\p{L}", "[z-a]", "a{9999}", "\\"}) {
    EXPECT_THROW((void)matching_string(pattern, random), Error) << pattern;
  }
}

TEST(PatternSample, DeepGroupsAndLongResultsAreRefused) {
  Random random(1);
  EXPECT_THROW((void)matching_string(std::string(100, '(') + "a" + std::string(100, ')'), random), Error);
  EXPECT_THROW((void)matching_string("((a{200}){200}){200}", random), Error);
}

TEST(PatternSample, RandomPatternsEndInAStringOrAnError) {
  std::mt19937 random(29);
  Random own(4);
  const std::string alphabet = "ab[]()|*+?{},1-^$\\d.";
  int made = 0;
  for (int round = 0; round < 5000; ++round) {
    std::string pattern(random() % 16, ' ');
    for (char& c : pattern) c = alphabet[random() % alphabet.size()];
    try {
      made += matching_string(pattern, own).size() < 5000 ? 1 : 0;
    } catch (const Error& error) {
      ASSERT_EQ(error.code(), ErrorCode::unsupported);
    }
  }
  EXPECT_GT(made, 100);
}

}  // namespace
