#include <baton/index/keywords.hpp>

#include <gtest/gtest.h>

namespace baton {
namespace {

using Words = std::vector<WeightedWord>;

TEST(Keywords, CountsEachWordAndKeepsTheOrder) {
  EXPECT_EQ(keywords_of("Lift, drag and LIFT: the lift of 2 wings"),
            (Words{{"lift", 3.0}, {"drag", 1.0}, {"2", 1.0}, {"wings", 1.0}}));
  EXPECT_EQ(keywords_of("Öl öl"), (Words{{"öl", 2.0}}));
}

TEST(Keywords, KeepsCommonWordsWhenThereAreNoOthers) {
  EXPECT_EQ(keywords_of("to be or not"), (Words{{"not", 1.0}}));
  EXPECT_EQ(keywords_of("to be or to"), (Words{{"to", 2.0}, {"be", 1.0}, {"or", 1.0}}));
  EXPECT_TRUE(keywords_of("").empty());
  EXPECT_TRUE(keywords_of(" (*) \0").empty());
}

TEST(Keywords, DropsTheCommonWordsOfTheLanguageItIsIn) {
  const KeywordOptions both{.languages = {"en", "de"}};
  EXPECT_EQ(keywords_of("Was ist die Miete der Wohnung?", both), (Words{{"miete", 1.0}, {"wohnung", 1.0}}));
  EXPECT_EQ(keywords_of("What will die in the war?", both), (Words{{"die", 1.0}, {"war", 1.0}}));
  EXPECT_EQ(keywords_of("was die", {.languages = {"xx"}}), (Words{{"was", 1.0}, {"die", 1.0}}));
}

TEST(Keywords, IsBoundedForAWholePage) {
  std::string page;
  for (int i = 0; i < 100'000; ++i) page += "word" + std::to_string(i) + ' ';
  EXPECT_EQ(keywords_of(page).size(), 64U);
  EXPECT_EQ(keywords_of(page, {.most = 10'000}).size(), 4096U);
}

}  // namespace
}  // namespace baton
