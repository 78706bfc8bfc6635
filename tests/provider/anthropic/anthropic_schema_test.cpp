#include "provider/anthropic/anthropic_schema.hpp"

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

namespace baton::test {
namespace {

using nlohmann::json;

json lowered(const char* schema) {
  return json::parse(detail::anthropic_schema(nlohmann::ordered_json::parse(schema)).dump());
}

TEST(AnthropicSchema, ObjectsAreClosedEverywhere) {
  EXPECT_EQ(lowered(R"({"type":"object","properties":{"a":{"type":"array","items":{"type":"object","properties":{}}}},"required":["a"]})"),
            json::parse(R"({"type":"object","properties":{"a":{"type":"array","items":{"type":"object","properties":{},"additionalProperties":false}}},
                "required":["a"],"additionalProperties":false})"));
}

TEST(AnthropicSchema, WhatIsNotSupportedIsDescribed) {
  EXPECT_EQ(lowered(R"({"type":"integer","description":"An age","minimum":0,"maximum":150})"),
            json::parse(R"({"type":"integer","description":"An age\n\n{\"minimum\":0,\"maximum\":150}"})"));
  EXPECT_EQ(lowered(R"({"type":"string","format":"email"})"), json::parse(R"({"type":"string","format":"email"})"));
  EXPECT_EQ(lowered(R"({"type":"string","format":"isbn"})"), json::parse(R"({"type":"string","description":"{\"format\":\"isbn\"}"})"));
  EXPECT_EQ(lowered(R"({"type":"array","items":{"type":"null"},"minItems":1})")["minItems"], 1);
  EXPECT_FALSE(lowered(R"({"type":"array","items":{"type":"null"},"minItems":2})").contains("minItems"));
}

TEST(AnthropicSchema, ChoicesDefinitionsAndReferences) {
  EXPECT_EQ(lowered(R"({"oneOf":[{"$ref":"#/$defs/a"},{"enum":["x",null]}],"$defs":{"a":{"type":"object","properties":{}}}})"),
            json::parse(R"({"anyOf":[{"$ref":"#/$defs/a"},{"enum":["x",null]}],
                "$defs":{"a":{"type":"object","properties":{},"additionalProperties":false}}})"));
}

TEST(AnthropicSchema, FreeKeysAreRefused) {
  EXPECT_THROW((void)lowered(R"({"type":"object","additionalProperties":{"type":"string"}})"), Error);
  EXPECT_THROW((void)lowered(R"({"type":"object"})"), Error);
  EXPECT_EQ(lowered(R"({"type":"object","additionalProperties":false})"),
            json::parse(R"({"type":"object","properties":{},"additionalProperties":false})"));
}

}  // namespace
}  // namespace baton::test
