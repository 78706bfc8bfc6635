#include "provider/cohere/cohere_schema.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "provider/json_body.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr std::array<std::string_view, 16> cohere_lacks = {
    "allOf",      "not",      "maximum",     "minimum",   "exclusiveMaximum", "exclusiveMinimum",
    "multipleOf", "minItems", "maxItems",    "maxLength", "minLength",        "uniqueItems",
    "contains",   "minProperties", "maxProperties", "patternProperties"};
constexpr std::array<std::string_view, 4> cohere_formats = {"date-time", "uuid", "date", "time"};

bool has_unsupported_pattern(const std::string& pattern) {
  return pattern.find_first_of("^$") != std::string::npos || pattern.find("?=") != std::string::npos ||
         pattern.find("?!") != std::string::npos;
}

bool cohere_supports(const std::string& keyword, const wire_json& value) {
  if (keyword == "format") {
    const std::string format = value.is_string() ? value.get<std::string>() : std::string();
    return std::find(cohere_formats.begin(), cohere_formats.end(), format) != cohere_formats.end();
  }
  if (keyword == "pattern") return value.is_string() && !has_unsupported_pattern(value.get<std::string>());
  return std::find(cohere_lacks.begin(), cohere_lacks.end(), keyword) == cohere_lacks.end();
}

wire_json cohere_schemas(const wire_json& schemas) {
  wire_json all = schemas.is_object() ? wire_json::object() : wire_json::array();
  if (schemas.is_object()) {
    for (const auto& [name, schema] : schemas.items()) all[name] = cohere_schema(schema);
  } else if (schemas.is_array()) {
    for (const auto& schema : schemas) all.emplace_back(cohere_schema(schema));
  }
  return all;
}

}  // namespace

wire_json cohere_schema(const wire_json& schema) {
  if (!schema.is_object()) return schema;
  wire_json out = wire_json::object();
  wire_json rest = wire_json::object();
  for (const auto& [keyword, value] : schema.items()) {
    if (keyword == "properties" || keyword == "$defs" || keyword == "definitions" || keyword == "anyOf") {
      out[keyword] = cohere_schemas(value);
    } else if (keyword == "oneOf") {
      out["anyOf"] = cohere_schemas(value);
    } else if (keyword == "items" || keyword == "additionalProperties") {
      out[keyword] = cohere_schema(value);
    } else if (cohere_supports(keyword, value)) {
      out[keyword] = value;
    } else {
      rest[keyword] = value;
    }
  }
  if (rest.empty()) return out;
  std::string text = out.value("description", std::string());
  if (!text.empty()) text += "\n\n";
  out["description"] = text + to_text(rest);
  return out;
}

}  // namespace baton::inline v0::detail
