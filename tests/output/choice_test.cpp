#include <baton/output/choice.hpp>

#include <gtest/gtest.h>

#include "streams.hpp"

namespace {

using namespace baton;  // NOLINT

enum class Mood { good, very_good, bad };
BATON_FIELDS(Mood, good, very_good, bad)

TEST(Choice, TakesTheBareAnswerAndTheOnlyOneNamed) {
  const auto yes_no = choice({"Yes", "No"});
  EXPECT_EQ(yes_no(std::string_view("yes")), "Yes");
  EXPECT_EQ(yes_no(std::string_view(" **No.**\n")), "No");
  EXPECT_EQ(yes_no(std::string_view("The answer is: YES, certainly.")), "Yes");
  EXPECT_EQ(yes_no(streams::response("no", FinishReason::length)), "No");
}

TEST(Choice, LongerOptionsWinOverThoseInside) {
  const auto mood = choice({"good", "very good"});
  EXPECT_EQ(mood(std::string_view("I find it very good")), "very good");
  EXPECT_EQ(choice({"very good", "good"})(std::string_view("It is very good indeed")), "very good");
}

TEST(Choice, NoneAndSeveralAreErrorsThatListTheOptions) {
  for (const char* answer : {"maybe", "yes or no", "", "yesterday I had a nose"}) {
    const auto error = streams::error_of([&] { (void)choice({"yes", "no"})(std::string_view(answer)); });
    EXPECT_EQ(error.code(), ErrorCode::model_output_invalid) << answer;
    EXPECT_NE(error.message().find("yes, no"), std::string::npos);
  }
}

TEST(Choice, NeedsOptions) {
  EXPECT_EQ(streams::error_of([] { (void)choice({}); }).code(), ErrorCode::invalid_argument);
  EXPECT_EQ(streams::error_of([] { (void)choice({"a", " "}); }).code(), ErrorCode::invalid_argument);
}

TEST(OneOf, GivesTheEnumerator) {
  EXPECT_EQ(one_of<Mood>()(streams::response("`very_good`")), Mood::very_good);
  EXPECT_EQ(one_of<Mood>()(std::string_view("It's bad.")), Mood::bad);
  EXPECT_EQ(streams::error_of([] { (void)one_of<Mood>()(std::string_view("fine")); }).code(),
            ErrorCode::model_output_invalid);
}

}  // namespace
