#include "provider/offline/words.hpp"

#include <gtest/gtest.h>

#include <random>

namespace {

using namespace baton::offline;

std::vector<std::string> folded(std::string_view text) {
  std::vector<std::string> result;
  for (const auto& word : split_words(text)) result.push_back(word.folded);
  return result;
}

using Strings = std::vector<std::string>;

TEST(OfflineWords, FoldsCaseAndAccents) {
  EXPECT_EQ(folded("Caf\u00E9 CR\u00C8ME, na\u00EFve!"), (Strings{"cafe", "creme", "naive"}));
}
TEST(OfflineWords, DecomposedAccentsEqualComposedOnes) {
  EXPECT_EQ(folded("cafe\u0301"), folded("caf\u00E9"));
}
TEST(OfflineWords, ApostrophesInsideWordsVanish) {
  EXPECT_EQ(folded("don't 'quote' it\u2019s"), (Strings{"dont", "quote", "its"}));
}
TEST(OfflineWords, IdeographsAreWordsOfTheirOwn) {
  EXPECT_EQ(folded("a\u4E2D\u6587b"), (Strings{"a", "\u4E2D", "\u6587", "b"}));
}
TEST(OfflineWords, IdentifiersSplitAtSigns) {
  EXPECT_EQ(folded("max_tokens=10 a.b"), (Strings{"max", "tokens", "10", "a", "b"}));
}
TEST(OfflineWords, LongWordsAreCutAndKeepTheirPlace) {
  const std::string text = std::string(1000, 'x') + " end";
  const auto words = split_words(text);
  ASSERT_EQ(words.size(), 2U);
  EXPECT_EQ(words[0].folded.size(), 64U);
  EXPECT_EQ(words[0].size, 1000U);
  EXPECT_EQ(words[1].at, 1001U);
}
TEST(OfflineWords, StopWordsAreKnown) {
  EXPECT_TRUE(is_stop_word("the"));
  EXPECT_TRUE(is_stop_word("wont"));
  EXPECT_FALSE(is_stop_word("engine"));
}

TEST(OfflineWords, AnyBytesGiveWordsInOrderInsideTheText) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string text(random() % 80, ' ');
    for (char& c : text) c = static_cast<char>(random());
    std::size_t end = 0;
    for (const auto& word : split_words(text)) {
      ASSERT_GE(word.at, end);
      ASSERT_GT(word.size, 0U);
      end = word.at + word.size;
      ASSERT_LE(end, text.size());
    }
  }
}

}  // namespace
