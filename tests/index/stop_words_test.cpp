#include "index/stop_words.hpp"

#include <vector>

#include <gtest/gtest.h>

#include <baton/core/text.hpp>

#include "index/stop_word_lists.hpp"
#include "index/text_words.hpp"

namespace baton {
namespace {

TEST(StopWords, AreThoseOfTheLanguage) {
  EXPECT_TRUE(is_stop_word("the", "en"));
  EXPECT_TRUE(is_stop_word("für", "de"));
  EXPECT_FALSE(is_stop_word("die", "en"));
  EXPECT_FALSE(is_stop_word("not", "en"));
  EXPECT_FALSE(is_stop_word("the", "ja"));
}

TEST(StopWords, TellTheLanguageAndTheFirstWithoutThem) {
  const std::vector<std::string> languages = {"en", "de", "fr"};
  EXPECT_EQ(likely_language(text_words("Wo steht der Vertrag?"), languages), 1U);
  EXPECT_EQ(likely_language(text_words("Où est la gare ?"), languages), 2U);
  EXPECT_EQ(likely_language(text_words("Reykjavik 101"), languages), 0U);
}

TEST(StopWords, AreWordsAsTheReaderGivesThem) {
  for (const StopWordList& each : stop_word_lists) {
    std::size_t read = 0;
    for (const std::string& word : text_words(each.words)) read += is_stop_word(word, each.language) ? 1U : 0U;
    EXPECT_GT(read, 50U) << each.language;
    EXPECT_EQ(read, text_words(each.words).size()) << each.language;
  }
}

}  // namespace
}  // namespace baton
