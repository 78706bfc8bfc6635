#include <baton/core/json.hpp>

#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

namespace {

using namespace baton;  // NOLINT

ErrorCode code_of(const std::string& text, const Limits& limits = {}) {
  try {
    (void)Json::parse(text, limits);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(Json, MalformedTextIsAParseError) {
  for (const char* text : {"", "{", "[1,]", "{\"a\":}", "nul", "\"\xff\"", "\"\\ud800\"", "1e999", "-", "[1] x"}) {
    EXPECT_EQ(code_of(text), ErrorCode::parse_error) << text;
  }
}

TEST(Json, RefusesANulWhereverItStands) {
  for (const std::size_t at : {0U, 1U, 2U}) {
    std::string source = "[]";
    source.insert(at, 1, '\0');
    EXPECT_EQ(code_of(source), ErrorCode::parse_error) << at;
  }
}

TEST(Json, KeepsToItsLimits) {
  EXPECT_EQ(code_of(std::string(200, '[') + std::string(200, ']')), ErrorCode::limit_exceeded);
  EXPECT_EQ(code_of("[1, 2]", {.bytes = 5}), ErrorCode::limit_exceeded);
  EXPECT_EQ(Json::parse("[[1]]", {.depth = 2}).dump(), "[[1]]");
}

TEST(Json, IsAValue) {
  Json a = Json::parse(R"({"x":[1,2]})");
  const Json b = a;
  const Json c = std::move(a);
  EXPECT_EQ(b, c);
  EXPECT_TRUE(a.is_null());  // NOLINT: a moved-from value is null, as documented
  EXPECT_EQ(Json{}, Json::parse("null"));
}

TEST(Json, InvalidUtf8IsReplacedWhenWritten) {
  EXPECT_EQ(Json(nlohmann::json("\xff")).dump(), "\"\xEF\xBF\xBD\"");
}

}  // namespace
