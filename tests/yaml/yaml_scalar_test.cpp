#include "yaml/yaml_scalar.hpp"

#include <gtest/gtest.h>

namespace baton {
namespace {

using nlohmann::json;

// The rules of https://yaml.org/spec/1.2.2/#1032-tag-resolution
TEST(YamlScalar, PlainOnesAreResolved) {
  const std::pair<const char*, json> rows[] = {
      {"", nullptr},        {"~", nullptr},         {"null", nullptr},    {"Null", nullptr},    {"nULL", "nULL"},
      {"true", true},       {"FALSE", false},       {"yes", "yes"},       {"off", "off"},       {"0", 0},
      {"-12", -12},         {"+7", 7},              {"007", 7},           {"0o17", 15},         {"0xFf", 255},
      {"0x", "0x"},         {"1_000", "1_000"},     {"1.5", 1.5},         {"-.5", -0.5},        {"3.", 3.0},
      {".", "."},           {"1e3", 1000.0},        {"1e", "1e"},         {"+1.0E-2", 0.01},    {"12:30", "12:30"},
      {"-", "-"},           {"+-1", "+-1"},         {"1e999", "1e999"},   {".inf", ".inf"},     {".nan", ".nan"},
      {"18446744073709551615", 18446744073709551615U},
      {"-9223372036854775808", std::numeric_limits<std::int64_t>::min()},
      {"18446744073709551616", 18446744073709551616.0},
  };
  for (const auto& [text, expected] : rows) {
    EXPECT_EQ(yaml_scalar("?", text), expected) << text;
    EXPECT_EQ(yaml_scalar("?", text)->type() == json::value_t::string, expected.is_string()) << text;
  }
}

TEST(YamlScalar, QuotedOnesAreTexts) {
  for (const char* text : {"1", "true", "null", ""}) EXPECT_EQ(yaml_scalar("!", text), json(text));
}

TEST(YamlScalar, TagsDecideAndMustFit) {
  const std::string core = "tag:yaml.org,2002:";
  EXPECT_EQ(yaml_scalar(core + "str", "1"), json("1"));
  EXPECT_EQ(yaml_scalar(core + "int", "0x10"), json(16));
  EXPECT_EQ(yaml_scalar(core + "float", "3"), json(3.0));
  EXPECT_EQ(yaml_scalar(core + "null", ""), json(nullptr));
  EXPECT_EQ(yaml_scalar(core + "bool", "1"), std::nullopt);
  EXPECT_EQ(yaml_scalar(core + "int", "1.5"), std::nullopt);
  EXPECT_EQ(yaml_scalar(core + "binary", "aGVsbG8="), std::nullopt);
  EXPECT_EQ(yaml_scalar("!python/object:os.system", "x"), std::nullopt);
}

}  // namespace
}  // namespace baton
