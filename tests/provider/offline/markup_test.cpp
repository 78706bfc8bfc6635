#include <gtest/gtest.h>

#include <random>

#include "provider/offline/sentences.hpp"

namespace {

using baton::offline::strip_markup;

TEST(Markup, EmphasisLinksAndImagesGo) {
  EXPECT_EQ(strip_markup("**Bold** and *thin*, [a link](http://x.y/z) ![logo](a.png)!"), "Bold and thin, a link !");
  EXPECT_EQ(strip_markup("see [the guide][1]"), "see the guide");
}
TEST(Markup, NamesAndArithmeticStay) {
  EXPECT_EQ(strip_markup("`a*b` and 2 * 3, __init__, max_tokens, array[0]"), "`a*b` and 2 * 3, __init__, max_tokens, array[0]");
}
TEST(Markup, KnownTagsGoAndPlaceholdersStay) {
  EXPECT_EQ(strip_markup("a<br/>b <b>c</b> <!-- x -->vector<int> <FOLDER>"), "ab c vector<int> <FOLDER>");
}
TEST(Markup, EscapesGiveTheirSign) { EXPECT_EQ(strip_markup("\\*not\\* C:\\\\dir"), "*not* C:\\\\dir"); }

TEST(Markup, NeverGrowsAndAlwaysEnds) {
  std::mt19937 random(13);
  const std::string alphabet = "a*[](<>/`!\\b _-";
  for (int round = 0; round < 5000; ++round) {
    std::string text(random() % 50, ' ');
    for (char& c : text) c = alphabet[random() % alphabet.size()];
    ASSERT_LE(strip_markup(text).size(), text.size());
  }
}

}  // namespace
