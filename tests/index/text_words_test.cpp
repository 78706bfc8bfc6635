#include "index/text_words.hpp"

#include <random>

#include <gtest/gtest.h>

#include <baton/core/text.hpp>

namespace baton {
namespace {

using Words = std::vector<std::string>;

TEST(TextWords, AreRunsOfLettersAndDigitsInLowerCase) {
  EXPECT_EQ(text_words("Lift, DRAG—and “Lift”; 2 wings_of file.txt"), (Words{"lift", "drag", "and", "lift", "2", "wings", "of", "file", "txt"}));
  EXPECT_EQ(text_words("ÜBER Ελλάς Москва"), (Words{"über", "ελλάσ", "москва"}));
  EXPECT_EQ(text_words(" \0 (*) …"), Words());
  EXPECT_EQ(text_words("क्या है"), (Words{"क्या", "है"}));  // marks belong to the word
  EXPECT_EQ(text_words("서울특별시"), Words{"서울특별시"});
}

TEST(TextWords, ComeInPairsWhereNoSpacesAreWritten) {
  EXPECT_EQ(text_words("検索方法"), (Words{"検索", "索方", "方法"}));
  EXPECT_EQ(text_words("駅 and 駅前,駅"), (Words{"駅", "and", "駅前", "駅"}));
  EXPECT_EQ(text_words("SQLの検索2件"), (Words{"sql", "の検", "検索", "2", "件"}));
}

TEST(TextWords, TellsWhereAWordStands) {
  const std::string text = "Öl 検索だ";
  WordReader reader(text);
  Words found;
  while (reader.next()) found.push_back(text.substr(reader.begin(), reader.end() - reader.begin()));
  EXPECT_EQ(found, (Words{"Öl", "検索", "索だ"}));
}

TEST(TextWords, ReadsAnyBytesToTheirEnd) {
  std::mt19937 random(3);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (auto size = random() % 20; size > 0; --size) text += random() % 2 == 0 ? static_cast<char>(random()) : "検の"[random() % 6];
    std::size_t end = 0;
    for (WordReader reader(text); reader.next(); end = reader.end()) {
      ASSERT_LT(reader.begin(), reader.end());
      ASSERT_LE(reader.end(), text.size());
      ASSERT_GE(reader.end(), end);
      ASSERT_TRUE(is_utf8(reader.word()));
    }
  }
}

}  // namespace
}  // namespace baton
