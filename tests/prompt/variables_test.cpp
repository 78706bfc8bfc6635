#include "prompt/rendering.hpp"

#include <baton/prompt/variables.hpp>

namespace baton::testing {
namespace {

TEST(Variables, HoldWhatCppHas) {
  const Variables variables{{"text", "a"},
                            {"view", std::string_view("b")},
                            {"flag", true},
                            {"count", 3U},
                            {"ratio", 0.5F},
                            {"list", std::vector<std::string>{"x", "y"}},
                            {"json", Json::parse("{\"k\": null}")},
                            {"talk", Message::user("hi")}};
  EXPECT_EQ(
      variables.json().dump(),
      R"({"count":3,"flag":true,"json":{"k":null},"list":["x","y"],"ratio":0.5,"text":"a","view":"b"})");
  EXPECT_EQ(variables.messages("talk")->size(), 1U);
  EXPECT_TRUE(variables.contains("talk"));
  EXPECT_EQ(variables.names().size(), 8U);
}

TEST(Variables, LaterValuesReplaceEarlierOfAnyKind) {
  Variables variables{{"a", "text"}};
  variables.set("a", Message::user("message"));
  EXPECT_FALSE(variables.json().dump().find('a') != std::string::npos);
  const auto merged = variables.merged_with({{"a", 1}, {"b", 2}});
  EXPECT_EQ(merged.json().dump(), R"({"a":1,"b":2})");
  EXPECT_EQ(merged.messages("a"), nullptr);
}

TEST(Variables, OnlyObjectsNameTheirValues) {
  EXPECT_THROW((void)Variables(Json::parse("[1]")), Error);
  EXPECT_TRUE(Variables(Json()).names().empty());
}

}  // namespace
}  // namespace baton::testing
