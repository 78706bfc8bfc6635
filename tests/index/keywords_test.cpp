#include <baton/index/keywords.hpp>

#include <gtest/gtest.h>

namespace baton {
namespace {

using Words = std::vector<WeightedWord>;

TEST(Keywords, CountsEachWordAndKeepsTheOrder) {
  EXPECT_EQ(keywords_of("Lift, drag and LIFT: the lift of 2 wings"),
            (Words{{"lift", 3.0}, {"drag", 1.0}, {"2", 1.0}, {"wings", 1.0}}));
  EXPECT_EQ(keywords_of("Öl öl"), (Words{{"Öl", 1.0}, {"öl", 1.0}}));
}

TEST(Keywords, KeepsCommonWordsWhenThereAreNoOthers) {
  EXPECT_EQ(keywords_of("to be or not"), (Words{{"not", 1.0}}));
  EXPECT_EQ(keywords_of("to be or to"), (Words{{"to", 2.0}, {"be", 1.0}, {"or", 1.0}}));
  EXPECT_TRUE(keywords_of("").empty());
  EXPECT_TRUE(keywords_of(" (*) \0").empty());
}

TEST(Keywords, IsBoundedForAWholePage) {
  std::string page;
  for (int i = 0; i < 100'000; ++i) page += "word" + std::to_string(i) + ' ';
  EXPECT_EQ(keywords_of(page).size(), 64U);
  EXPECT_EQ(keywords_of(page, 10'000).size(), 4096U);
}

}  // namespace
}  // namespace baton
