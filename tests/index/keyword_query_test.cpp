#include "index/keyword_query.hpp"

#include <gtest/gtest.h>

namespace baton {
namespace {

std::string query_of(std::string_view text) { return keyword_query(text, {"en"}); }

TEST(KeywordQuery, QuotesWordsAndJoinsThemByOr) {
  EXPECT_EQ(query_of("wing slipstream"), R"("wing" OR "slipstream")");
}

TEST(KeywordQuery, DropsCommonWords) {
  EXPECT_EQ(query_of("What is the lift of a wing?"), R"("lift" OR "wing")");
}

TEST(KeywordQuery, KeepsCommonWordsWhenThereAreNoOthers) {
  EXPECT_EQ(query_of("to be or"), R"("to" OR "be" OR "or")");
}

TEST(KeywordQuery, RepeatsAWordAsOftenAsTheQuestionDoes) {
  EXPECT_EQ(query_of("Wing lift wing"), R"("wing" OR "wing" OR "lift")");
  EXPECT_EQ(query_of("lift lift lift lift lift lift"), R"("lift" OR "lift" OR "lift" OR "lift")");
}

TEST(KeywordQuery, TakesOperatorsAsSeparators) {
  EXPECT_EQ(query_of("\"lift\" AND (drag* - NEAR^2)"), R"("lift" OR "drag" OR "near" OR "2")");
}

TEST(KeywordQuery, IsEmptyWithoutWords) {
  EXPECT_EQ(query_of(""), "");
  EXPECT_EQ(query_of(" \"*():^-+{} "), "");
}

TEST(KeywordQuery, SplitsAtNul) {
  EXPECT_EQ(query_of(std::string_view("lift\0drag", 9)), R"("lift" OR "drag")");
}

TEST(KeywordQuery, IsBoundedForAWholePage) {
  std::string page;
  for (int i = 0; i < 100'000; ++i) page += "word" + std::to_string(i) + ' ';
  EXPECT_LT(query_of(page).size(), 64U * 20U);
}

}  // namespace
}  // namespace baton
