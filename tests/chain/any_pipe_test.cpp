#include <baton/chain/any_pipe.hpp>

#include <string>

#include <gtest/gtest.h>

namespace baton {
namespace {

struct Word {
  std::string text;
  int size = 0;
};
BATON_FIELDS(Word, text, size)

AnyPipe measure() {
  return erase<std::string, Word>(
      step([](const std::string& s) { return Word{s, static_cast<int>(s.size())}; }));
}

AnyPipe shout() {
  return erase<Word, std::string>(step([](Word word) { return word.text + "!"; }));
}

TEST(AnyPipe, TakesAndGivesJson) {
  EXPECT_EQ(measure().invoke(Json::parse(R"("abc")")), Json::parse(R"({"text":"abc","size":3})"));
}

TEST(AnyPipe, KnowsItsSchemas) {
  EXPECT_EQ(measure().output_schema(), json_schema<Word>());
  EXPECT_EQ(measure().input_schema(), json_schema<std::string>());
}

TEST(AnyPipe, RefusesInputThatDoesNotFit) {
  const auto error = capture([] { return shout().invoke(Json::parse(R"({"text":"a","size":"b"})")); }).error();
  EXPECT_EQ(error.code(), ErrorCode::schema_mismatch);
  EXPECT_NE(error.message().find("size"), std::string::npos);
}

TEST(AnyPipe, JoinsPipesThatFit) {
  EXPECT_EQ(measure().then(shout()).invoke(Json::parse(R"("abc")")), Json::parse(R"("abc!")"));
}

TEST(AnyPipe, RefusesToJoinPipesThatDoNot) {
  const auto error = capture([] { return measure().then(measure()); }).error();
  EXPECT_EQ(error.code(), ErrorCode::schema_mismatch);
}

}  // namespace
}  // namespace baton
