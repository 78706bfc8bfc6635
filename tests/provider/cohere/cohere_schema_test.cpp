#include "provider/cohere/cohere_schema.hpp"

#include <gtest/gtest.h>

namespace baton::test {
namespace {

using wire_json = nlohmann::ordered_json;

void expect_schema(const char* given, const char* expected) {
  EXPECT_EQ(detail::cohere_schema(wire_json::parse(given)), wire_json::parse(expected)) << given;
}

TEST(CohereSchema, WhatIsSupportedStays) {
  const char* schema =
      R"({"type":"object","required":["a"],"properties":{"a":{"type":"string","enum":["x"],"format":"date"},"b":{"$ref":"#/$defs/B"},"c":{"const":1},
          "d":{"type":"string","pattern":"[a-z]+"},"e":{"anyOf":[{"type":"null"},{"type":"array","items":{"type":"number"}}]}},
          "additionalProperties":false,"$defs":{"B":{"type":"boolean"}}})";
  expect_schema(schema, schema);
}

TEST(CohereSchema, TheRestIsTold) {
  expect_schema(R"({"type":"integer","minimum":1,"maximum":9,"description":"how many"})",
                R"({"type":"integer","description":"how many\n\n{\"minimum\":1,\"maximum\":9}"})");
  expect_schema(R"({"type":"string","format":"email"})", R"({"type":"string","description":"{\"format\":\"email\"}"})");
  expect_schema(R"({"type":"string","pattern":"^a$"})", R"({"type":"string","description":"{\"pattern\":\"^a$\"}"})");
  expect_schema(R"({"type":"array","items":{"type":"string","minLength":2},"minItems":1})",
                R"({"type":"array","items":{"type":"string","description":"{\"minLength\":2}"},"description":"{\"minItems\":1}"})");
  expect_schema(R"({"oneOf":[{"type":"integer","minimum":1},true]})",
                R"({"anyOf":[{"type":"integer","description":"{\"minimum\":1}"},true]})");
}

}  // namespace
}  // namespace baton::test
