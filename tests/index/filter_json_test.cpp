#include <string>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/index/filter.hpp>

#include "index/support.hpp"

namespace baton {
namespace {

using testing::code_of;

Filter parsed(const std::string& text) { return filter_from_json(Json::parse(text)); }

TEST(FilterJson, ReadsEveryForm) {
  EXPECT_EQ(parsed("{}"), Filter());
  EXPECT_EQ(parsed(R"({"key":"a","op":"eq","value":"x"})"), where("a") == "x");
  EXPECT_EQ(parsed(R"({"op":"ge","value":2020,"key":"a"})"), where("a") >= 2020);
  EXPECT_EQ(parsed(R"({"key":"a","op":"ne","value":false})"), where("a") != false);
  EXPECT_EQ(parsed(R"({"key":"a","op":"exists"})"), where("a").exists());
  EXPECT_EQ(parsed(R"({"key":"and","op":"contains","value":""})"), where("and").contains(""));
  EXPECT_EQ(parsed(R"({"and":[{"key":"a","op":"lt","value":1},{"or":[{"key":"b","op":"in","value":["x",2]},{"not":{"key":"c","op":"le","value":-1.5}}]}]})"),
            where("a") < 1 && (where("b").in({"x", 2}) || !(where("c") <= -1.5)));
}

TEST(FilterJson, GivesBackWhatItWrote) {
  const Filter filters[] = {Filter(), !Filter(), {.op = FilterOp::any}, where("a").in({}),
                            where("a") == 0.1 && (where("b").in({"x", 2, true}) || !where("c").exists()),
                            where("\"'$.") > "ü" || where("x") <= 5 || where("y").contains("z") || where("q") != 3};
  for (const Filter& filter : filters) {
    const Json json = filter_to_json(filter);
    EXPECT_EQ(parsed(json.dump()), filter) << json.dump();
  }
}

TEST(FilterJson, RefusesEverythingElseNamingThePlace) {
  const std::pair<const char*, const char*> wrong[] = {
      {"null", "not an object"},
      {"[]", "not an object"},
      {R"({"a":1})", "no text \"key\""},
      {R"({"key":1,"op":"eq","value":1})", "no text \"key\""},
      {R"({"key":"a","value":1})", "no text \"op\""},
      {R"({"key":"a","op":"$eq","value":1})", "/op"},
      {R"({"key":"a","op":"all","value":1})", "/op"},
      {R"({"key":"a","op":"eq"})", "and nothing else"},
      {R"({"key":"a","op":"exists","value":true})", "and nothing else"},
      {R"({"key":"a","op":"eq","value":1,"x":1})", "and nothing else"},
      {R"({"key":"a","op":"eq","value":null})", "exists"},
      {R"({"key":"a","op":"eq","value":[1]})", "/value"},
      {R"({"key":"a","op":"in","value":1})", "not an array"},
      {R"({"key":"a","op":"in","value":[1,{}]})", "/value/1"},
      {R"({"and":{}})", "'/and' is not an array"},
      {R"({"not":[]})", "'/not' is not an object"},
      {R"({"and":[{"or":[{}, 3]}]})", "'/and/0/or/1'"},
      {R"({"and":[],"or":[]})", "something beside"},
  };
  for (const auto& [text, part] : wrong) {
    try {
      static_cast<void>(parsed(text));
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::parse_error) << text;
      EXPECT_NE(error.message().find(part), std::string::npos) << text << ": " << error.message();
    }
  }
  EXPECT_EQ(code_of([] { static_cast<void>(parsed(R"({"key":"a","op":"lt","value":true})")); }),
            ErrorCode::invalid_argument);
}

TEST(FilterJson, BoundsDepthAndSize) {
  std::string deep = "{}";
  for (int i = 0; i < 100; ++i) deep = R"({"not":)" + deep + "}";
  EXPECT_EQ(code_of([&] { static_cast<void>(parsed(deep)); }), ErrorCode::limit_exceeded);
  std::string wide = R"({"or":[{})";
  for (int i = 0; i < 300; ++i) wide += ",{}";
  EXPECT_EQ(code_of([&] { static_cast<void>(parsed(wide + "]}")); }), ErrorCode::limit_exceeded);
  std::string list = R"({"key":"a","op":"in","value":[0)";
  for (int i = 0; i < 2000; ++i) list += ",0";
  EXPECT_EQ(code_of([&] { static_cast<void>(parsed(list + "]}")); }), ErrorCode::limit_exceeded);
}

}  // namespace
}  // namespace baton
