#include "index/keyword_query.hpp"

#include <gtest/gtest.h>

namespace baton {
namespace {

TEST(KeywordQuery, QuotesWordsAndJoinsThemByOr) {
  EXPECT_EQ(keyword_query("wing slipstream"), R"("wing" OR "slipstream")");
}

TEST(KeywordQuery, DropsCommonWords) {
  EXPECT_EQ(keyword_query("What is the lift of a wing?"), R"("lift" OR "wing")");
}

TEST(KeywordQuery, KeepsCommonWordsWhenThereAreNoOthers) {
  EXPECT_EQ(keyword_query("to be or"), R"("to" OR "be" OR "or")");
}

TEST(KeywordQuery, RepeatsAWordAsOftenAsTheQuestionDoes) {
  EXPECT_EQ(keyword_query("Wing lift wing"), R"("wing" OR "wing" OR "lift")");
  EXPECT_EQ(keyword_query("lift lift lift lift lift lift"), R"("lift" OR "lift" OR "lift" OR "lift")");
}

TEST(KeywordQuery, TakesOperatorsAsSeparators) {
  EXPECT_EQ(keyword_query("\"lift\" AND (drag* - NEAR^2)"), R"("lift" OR "drag" OR "near" OR "2")");
}

TEST(KeywordQuery, IsEmptyWithoutWords) {
  EXPECT_EQ(keyword_query(""), "");
  EXPECT_EQ(keyword_query(" \"*():^-+{} "), "");
}

TEST(KeywordQuery, SplitsAtNul) {
  EXPECT_EQ(keyword_query(std::string_view("lift\0drag", 9)), R"("lift" OR "drag")");
}

TEST(KeywordQuery, IsBoundedForAWholePage) {
  std::string page;
  for (int i = 0; i < 100'000; ++i) page += "word" + std::to_string(i) + ' ';
  EXPECT_LT(keyword_query(page).size(), 64U * 20U);
}

}  // namespace
}  // namespace baton
