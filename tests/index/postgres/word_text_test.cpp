#include "index/postgres/word_text.hpp"

#include <string>

#include <gtest/gtest.h>

namespace baton {
namespace {

TEST(PostgresStoreWords, HasEachWordWithItsPlaces) {
  const WordForms forms({"en"});
  EXPECT_EQ(words_text("The dogs' dog; 42", forms), "'42':4 'dog':2,3 'the':1 ");
  EXPECT_EQ(words_text("' \\ :", forms), "");
}

TEST(PostgresStoreWords, EndsWhereATsvectorDoes) {
  const WordForms forms({"ja"});
  std::string often;
  std::string different;
  for (int i = 0; i < 300'000; ++i) {
    often += "x ";
    different += std::to_string(i) + "word ";
  }
  EXPECT_EQ(words_text(std::string(2'001, 'y') + " z", forms), "'z':2 ");
  EXPECT_LT(words_text(often, forms).size(), 2'000U);
  const std::string most = words_text(different, forms);
  EXPECT_NE(most.find("'1word':2 "), std::string::npos);
  EXPECT_NE(most.find("'50000word':16383 "), std::string::npos);
  EXPECT_EQ(most.find("'299999word'"), std::string::npos);
}

TEST(PostgresStoreWords, OfAQuestionAsksForAnyWord) {
  const WordForms forms({"en", "de"});
  EXPECT_EQ(any_word_text("die Häuser | !dogs' & (", forms), "'dog'|'haus'|'hauser'");
  EXPECT_EQ(any_word_text("& | !", forms), "");
}

}  // namespace
}  // namespace baton
