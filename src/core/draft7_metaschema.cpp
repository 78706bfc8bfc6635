#include <string_view>

#include "schema_index.hpp"

namespace baton::inline v0 {
namespace {

// http://json-schema.org/draft-07/schema, without the annotations.
constexpr std::string_view schema_text = R"(
  {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "$id": "http://json-schema.org/draft-07/schema#",
    "definitions": {
      "schemaArray": {"type": "array", "minItems": 1, "items": {"$ref": "#"}},
      "nonNegativeInteger": {"type": "integer", "minimum": 0},
      "stringArray": {"type": "array", "items": {"type": "string"}, "uniqueItems": true},
      "simpleTypes": {"enum": ["array", "boolean", "integer", "null", "number", "object", "string"]}
    },
    "type": ["object", "boolean"],
    "properties": {
      "$id": {"type": "string"},
      "$schema": {"type": "string"},
      "$ref": {"type": "string"},
      "$comment": {"type": "string"},
      "title": {"type": "string"},
      "description": {"type": "string"},
      "default": true,
      "readOnly": {"type": "boolean"},
      "writeOnly": {"type": "boolean"},
      "examples": {"type": "array", "items": true},
      "multipleOf": {"type": "number", "exclusiveMinimum": 0},
      "maximum": {"type": "number"},
      "exclusiveMaximum": {"type": "number"},
      "minimum": {"type": "number"},
      "exclusiveMinimum": {"type": "number"},
      "maxLength": {"$ref": "#/definitions/nonNegativeInteger"},
      "minLength": {"$ref": "#/definitions/nonNegativeInteger"},
      "pattern": {"type": "string", "format": "regex"},
      "additionalItems": {"$ref": "#"},
      "items": {"anyOf": [{"$ref": "#"}, {"$ref": "#/definitions/schemaArray"}]},
      "maxItems": {"$ref": "#/definitions/nonNegativeInteger"},
      "minItems": {"$ref": "#/definitions/nonNegativeInteger"},
      "uniqueItems": {"type": "boolean"},
      "contains": {"$ref": "#"},
      "maxProperties": {"$ref": "#/definitions/nonNegativeInteger"},
      "minProperties": {"$ref": "#/definitions/nonNegativeInteger"},
      "required": {"$ref": "#/definitions/stringArray"},
      "additionalProperties": {"$ref": "#"},
      "definitions": {"type": "object", "additionalProperties": {"$ref": "#"}},
      "properties": {"type": "object", "additionalProperties": {"$ref": "#"}},
      "patternProperties": {"type": "object", "additionalProperties": {"$ref": "#"},
                            "propertyNames": {"format": "regex"}},
      "dependencies": {"type": "object", "additionalProperties":
        {"anyOf": [{"$ref": "#"}, {"$ref": "#/definitions/stringArray"}]}},
      "propertyNames": {"$ref": "#"},
      "const": true,
      "enum": {"type": "array", "items": true},
      "type": {"anyOf": [{"$ref": "#/definitions/simpleTypes"},
        {"type": "array", "items": {"$ref": "#/definitions/simpleTypes"}, "minItems": 1,
         "uniqueItems": true}]},
      "format": {"type": "string"},
      "contentMediaType": {"type": "string"},
      "contentEncoding": {"type": "string"},
      "if": {"$ref": "#"},
      "then": {"$ref": "#"},
      "else": {"$ref": "#"},
      "allOf": {"$ref": "#/definitions/schemaArray"},
      "anyOf": {"$ref": "#/definitions/schemaArray"},
      "oneOf": {"$ref": "#/definitions/schemaArray"},
      "not": {"$ref": "#"}
    }
  }
)";

}  // namespace

const nlohmann::json& draft7_metaschema() {
  static const auto schema = nlohmann::json::parse(schema_text);
  return schema;
}

}  // namespace baton::inline v0
