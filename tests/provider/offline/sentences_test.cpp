#include "provider/offline/sentences.hpp"

#include <gtest/gtest.h>

#include <random>

namespace {

using baton::offline::split_sentences;
using Strings = std::vector<std::string>;

TEST(Sentences, EndAtStops) {
  EXPECT_EQ(split_sentences("One is here. Two! Is it three? Yes."), (Strings{"One is here.", "Two!", "Is it three?", "Yes."}));
}
TEST(Sentences, AbbreviationsAndNumbersDoNotEndThem) {
  EXPECT_EQ(split_sentences("See e.g. Knuth, vol. 3 by D. E. Knuth. Version 3.14 is fine."),
            (Strings{"See e.g. Knuth, vol. 3 by D. E. Knuth.", "Version 3.14 is fine."}));
}
TEST(Sentences, ALowerCaseWordGoesOn) {
  EXPECT_EQ(split_sentences("The file .gitignore. is odd. So."), (Strings{"The file .gitignore. is odd.", "So."}));
}
TEST(Sentences, QuotesAndBracketsStayWithTheirSentence) {
  EXPECT_EQ(split_sentences("He said \"no.\" (Really.) Then left."), (Strings{"He said \"no.\"", "(Really.)", "Then left."}));
}
TEST(Sentences, CodeSpansAreWhole) {
  EXPECT_EQ(split_sentences("Use `a. B` here. Next"), (Strings{"Use `a. B` here.", "Next"}));
}
TEST(Sentences, AnUnclosedCodeSpanDoesNotSwallowTheRest) {
  EXPECT_EQ(split_sentences("A ` tick. Next one. Last."), (Strings{"A ` tick.", "Next one.", "Last."}));
}
TEST(Sentences, WideStopsEndThem) {
  EXPECT_EQ(split_sentences("\u732B\u3002\u72AC\u3002"), (Strings{"\u732B\u3002", "\u72AC\u3002"}));
}

TEST(Sentences, NothingButWhiteSpaceIsLost) {
  std::mt19937 random(9);
  const std::string alphabet = "ab. !?`\"A)(1 \xE3\x80\x82";
  for (int round = 0; round < 3000; ++round) {
    std::string text(random() % 60, ' ');
    for (char& c : text) c = alphabet[random() % alphabet.size()];
    std::string joined;
    for (const auto& sentence : split_sentences(text)) joined += sentence;
    const auto bare = [](std::string s) { return std::erase(s, ' '), s; };
    ASSERT_EQ(bare(joined), bare(text));
  }
}

}  // namespace
