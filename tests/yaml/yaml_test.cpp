#include "yaml/yaml.hpp"

#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

namespace baton {
namespace {

using nlohmann::json;

Error failure_of(std::string_view text, const Limits& limits = {}) {
  try {
    (void)parse_yaml(text, limits);
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "it was read: " << text.substr(0, 100);
  return Error(ErrorCode::internal, "it was read");
}

TEST(Yaml, IsReadAsJson) {
  EXPECT_EQ(parse_yaml(""), nullptr);
  EXPECT_EQ(parse_yaml("# nothing\n"), nullptr);
  EXPECT_EQ(parse_yaml("--- 3"), 3);
  EXPECT_EQ(parse_yaml("- 1\n- two\n- [a, {b: c}]\n-\n"), json::parse(R"([1, "two", ["a", {"b": "c"}], null])"));
  EXPECT_EQ(parse_yaml("name: \"1\"\n1: |\n  two\n  lines\nempty:\n"),
            json::parse(R"({"name": "1", "1": "two\nlines\n", "empty": null})"));
  EXPECT_EQ(parse_yaml(R"({"json": [true, null, 1.5, "\u00e9"]})"), json::parse(R"({"json": [true, null, 1.5, "é"]})"));
}

TEST(Yaml, AliasesAreCopies) {
  EXPECT_EQ(parse_yaml("a: &x {b: [1, 2]}\nc: *x\nd: *x\n"),
            json::parse(R"({"a": {"b": [1, 2]}, "c": {"b": [1, 2]}, "d": {"b": [1, 2]}})"));
  EXPECT_EQ(failure_of("a: &x [*x]").code(), ErrorCode::parse_error);
  EXPECT_EQ(failure_of("a: *nowhere").code(), ErrorCode::parse_error);
}

TEST(Yaml, ABillionLaughsAreALimit) {
  std::string text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int n = 0; n < 8; ++n) text += ", " + before;
    text += "]\n";
  }
  EXPECT_EQ(failure_of(text, {.items = 100'000}).code(), ErrorCode::limit_exceeded);
}

TEST(Yaml, LimitsHold) {
  EXPECT_EQ(failure_of("[1, 2, 3]", {.items = 3}).code(), ErrorCode::limit_exceeded);
  EXPECT_EQ(parse_yaml("[1, 2, 3]", {.items = 4}).size(), 3U);
  EXPECT_EQ(failure_of("[[[]]]", {.depth = 2}).code(), ErrorCode::limit_exceeded);
  EXPECT_EQ(failure_of("[&a [[]], [*a]]", {.depth = 3}).code(), ErrorCode::limit_exceeded);
  EXPECT_EQ(failure_of("hello", {.bytes = 4}).code(), ErrorCode::limit_exceeded);
  const std::string deep(100'000, '[');
  EXPECT_NE(failure_of(deep).code(), ErrorCode::internal);
  EXPECT_NE(failure_of(deep, {.depth = 1'000'000}).code(), ErrorCode::internal);
}

TEST(Yaml, MistakesAreSaidWithTheirPlace) {
  const std::pair<const char*, const char*> rows[] = {
      {"a: 1\nb: [", "line 2"},     {"a: 1\na: 2", "line 2, column 1: the key 'a' comes twice"},
      {"a\n---\nb", "second document"}, {"? [1]\n: 2", "a key must be a scalar"},
      {"a: !!int x", "no value of the tag"}, {"a: !thing {}", "unknown"},
      {"a: \xff", "UTF-8"},
  };
  for (const auto& [text, part] : rows) {
    const Error error = failure_of(text);
    EXPECT_EQ(error.code(), ErrorCode::parse_error) << text;
    EXPECT_NE(error.message().find(part), std::string::npos) << error.message();
  }
}

TEST(Yaml, AZeroByteIsNotTakenForUtf16) {
  EXPECT_EQ(failure_of(std::string_view("UL\0N", 4)).code(), ErrorCode::parse_error);
}

}  // namespace
}  // namespace baton
