#include <baton/core/schema.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "codec_types.hpp"

namespace {

using namespace baton;  // NOLINT
using namespace codec_types;

TEST(Schema, OfAStruct) {
  EXPECT_EQ(json_schema<Invoice>(), Json::parse(R"({
    "type": "object", "additionalProperties": false,
    "required": ["number", "currency", "lines", "note", "discount", "tags", "paid"],
    "properties": {
      "number": {"type": "string", "description": "As printed", "pattern": "^[A-Z]+-[0-9]+$"},
      "currency": {"type": "string", "enum": ["eur", "usd"], "description": "eur: Euro"},
      "lines": {"type": "array", "description": "One per position", "minItems": 1, "maxItems": 50,
        "items": {"type": "object", "additionalProperties": false, "required": ["text", "price"],
          "properties": {
            "text": {"type": "string", "description": "What was sold", "minLength": 1, "maxLength": 20},
            "price": {"type": "number", "description": "In the invoice's currency",
                      "minimum": 0, "maximum": 1000}}}},
      "note": {"type": ["string", "null"]},
      "discount": {"type": ["integer", "null"], "description": "In percent",
                   "minimum": 0, "exclusiveMaximum": 100},
      "tags": {"type": "object", "additionalProperties": {"type": "integer"}},
      "paid": {"type": "boolean"}}})"))
      << json_schema<Invoice>().dump(2);
}

TEST(Schema, RootThatContainsItselfIsReferredToAsRoot) {
  EXPECT_EQ(json_schema<Tree>().ref()["properties"]["children"]["items"]["$ref"], "#");
  EXPECT_FALSE(json_schema<Tree>().ref().contains("$defs"));
}

TEST(Schema, InnerTypeThatContainsItselfIsDefinedOnce) {
  const Json schema = json_schema<Forest>();
  const auto& properties = schema.ref()["properties"];
  const auto tree = nlohmann::json{{"$ref", "#/$defs/Tree"}};
  EXPECT_EQ(properties["others"]["additionalProperties"], tree);
  EXPECT_EQ(properties["first"]["anyOf"][0], tree);
  EXPECT_EQ(properties["first"]["description"], "The oldest");
  EXPECT_EQ(schema.ref()["$defs"].size(), 1U);
  EXPECT_EQ(schema.ref()["$defs"]["Tree"]["properties"]["children"]["items"], tree);
}

TEST(Schema, VariantsArraysAndAllowedValues) {
  const Json schema = json_schema<Everything>();
  const auto& properties = schema.ref()["properties"];
  EXPECT_EQ(properties["shape"]["anyOf"].size(), 2U);
  EXPECT_EQ(properties["point"]["minItems"], 3);
  EXPECT_EQ(properties["anything"], nlohmann::json::object());
  EXPECT_EQ(properties["maybe"]["items"]["type"], nlohmann::json::parse(R"(["integer","null"])"));
  EXPECT_EQ(json_schema<Choice>().ref()["properties"]["count"]["enum"], nlohmann::json::parse("[1,2,5]"));
}

TEST(Schema, NullableEnumAllowsNullAmongItsValues) {
  EXPECT_EQ(json_schema<std::optional<Currency>>().ref()["enum"],
            nlohmann::json::parse(R"(["eur","usd",null])"));
}

}  // namespace
