#include <baton/output/regex.hpp>

#include <gtest/gtest.h>

#include "streams.hpp"

namespace {

using namespace baton;  // NOLINT
using Groups = std::map<std::string, std::string>;

TEST(Regex, GivesNamedGroups) {
  const auto score = regex(R"(Score: (?P<score>\d+)(?: of (?P<max>\d+))?)");
  EXPECT_EQ(score(std::string_view("Score: 7 of 10")), (Groups{{"score", "7"}, {"max", "10"}}));
  EXPECT_EQ(score(streams::response("My Score: 7!")), (Groups{{"score", "7"}}));
}

TEST(Regex, GivesNumberedGroupsWithoutNames) {
  EXPECT_EQ(regex("(a)(b)?")(std::string_view("xa")), (Groups{{"0", "a"}, {"1", "a"}}));
}

TEST(Regex, NoMatchIsTheModelsFaultAndABadExpressionTheCallers) {
  const auto error = streams::error_of([] { (void)regex("a+")(std::string_view("b")); });
  EXPECT_EQ(error.code(), ErrorCode::model_output_invalid);
  EXPECT_EQ(error.partial(), "b");
  EXPECT_EQ(streams::error_of([] { (void)regex("("); }).code(), ErrorCode::invalid_argument);
}

}  // namespace
