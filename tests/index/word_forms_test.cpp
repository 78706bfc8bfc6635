#include "index/word_forms.hpp"

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

#include "index/support.hpp"

namespace baton {
namespace {

using testing::code_of;

bool meet(const char* language, const char* one, const char* other) {
  const WordForms forms({language});
  return forms.form(one, 0) == forms.form(other, 0);
}

TEST(WordForms, AreStemsOfTheLanguage) {
  EXPECT_TRUE(meet("en", "wings", "wing"));
  EXPECT_TRUE(meet("de", "häuser", "haus"));
  EXPECT_TRUE(meet("fr", "chevaux", "cheval"));
  EXPECT_TRUE(meet("es", "canciones", "canción"));
  EXPECT_TRUE(meet("ru", "книгами", "книга"));
  EXPECT_TRUE(meet("sv", "flickorna", "flicka"));
  EXPECT_FALSE(meet("en", "häuser", "haus"));
}

TEST(WordForms, HaveNoAccentsHoweverTheyAreWritten) {
  EXPECT_EQ(WordForms({"en"}).form("cafe\u0301", 0), "cafe");
  EXPECT_EQ(WordForms({"en"}).form("caf\u00E9", 0), "cafe");
  EXPECT_TRUE(meet("fr", "e\u0301le\u0300ves", "\u00E9l\u00E8ve"));
  EXPECT_EQ(WordForms({"ja"}).form("ガラ", 0), "ガラ");  // the voicing mark is no accent
  EXPECT_EQ(WordForms({"ko"}).form("서울", 0), "서울");
}

TEST(WordForms, OfLanguagesWithoutAStemmerAreTheWords) { EXPECT_EQ(WordForms({"pl"}).form("domami", 0), "domami"); }

TEST(WordForms, OfLongRunsAreNotStemmed) {
  const std::string run(100, 'a');
  EXPECT_EQ(WordForms({"en"}).form(run + "ings", 0), run + "ings");
}

using Words = std::vector<std::string>;

Words filed_words(std::string_view text, const WordForms& forms, std::size_t most = 100) {
  Words words;
  for_each_filed_word(text, forms, [&](const std::string& word) {
    words.push_back(word);
    return words.size() < most;
  });
  return words;
}

TEST(WordForms, OfATextAreThoseOfItsLanguage) {
  const WordForms forms({"en", "de"});
  EXPECT_EQ(filed_words("one two three", forms, 2), (Words{"on", "two"}));
  EXPECT_EQ(filed_words("Wo sind die Häuser?", forms), (Words{"wo", "sind", "die", "haus"}));
  EXPECT_EQ(filed_words("Where are the Häuser?", forms), (Words{"where", "ar", "the", "hauser"}));
  EXPECT_EQ(filed_words("\u0301 x", forms), Words{"x"});  // a mark alone is no word
}

TEST(WordForms, OfAQuestionAreThoseOfAllLanguages) {
  const WordForms forms({"en", "de"});
  EXPECT_EQ(wanted_words("die Häuser, Häuser!", forms), (Words{"haus", "hauser"}));
  EXPECT_EQ(wanted_words("?! \u0301", forms), Words{});
}

TEST(WordForms, WantLanguages) {
  EXPECT_EQ(code_of([] { static_cast<void>(WordForms({})); }), ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton
