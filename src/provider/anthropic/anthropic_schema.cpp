#include "provider/anthropic/anthropic_schema.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <baton/core/error.hpp>

#include "provider/json_body.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr std::array<std::string_view, 11> kept = {"$ref",  "type",     "anyOf",  "allOf",
                                                   "enum",  "const",    "title",  "description",
                                                   "items", "required", "default"};
constexpr std::array<std::string_view, 10> formats = {
    "date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"};

template <std::size_t Count>
bool among(const std::array<std::string_view, Count>& words, const wire_json& word) {
  return word.is_string() &&
         std::find(words.begin(), words.end(), word.get_ref<const std::string&>()) != words.end();
}

bool is_supported(const std::string& keyword, const wire_json& value) {
  if (keyword == "format") return among(formats, value);
  if (keyword == "minItems") return value == 0 || value == 1;
  return among(kept, wire_json(keyword));
}

bool is_object(const wire_json& schema) {
  const auto type = schema.find("type");
  return schema.contains("properties") || (type != schema.end() && *type == "object");
}

wire_json lowered_all(const wire_json& schemas) {
  wire_json all = schemas.is_object() ? wire_json::object() : wire_json::array();
  if (schemas.is_object()) {
    for (const auto& [name, schema] : schemas.items()) all[name] = anthropic_schema(schema);
  } else if (schemas.is_array()) {
    for (const auto& schema : schemas) all.emplace_back(anthropic_schema(schema));
  }
  return all;
}

void close_object(wire_json& out, const wire_json& schema) {
  const auto free = schema.find("additionalProperties");
  const bool open = free == schema.end() ? !schema.contains("properties") : *free != false;
  if (open) {
    throw Error(
        ErrorCode::unsupported,
        "Anthropic's structured output has no object with free keys: name the properties, use a "
        "list of pairs, or ask for kind json");
  }
  if (!out.contains("properties")) out["properties"] = wire_json::object();
  out["additionalProperties"] = false;
}

void describe(wire_json& out, const wire_json& rest) {
  if (rest.empty()) return;
  std::string text = out.value("description", std::string());
  if (!text.empty()) text += "\n\n";
  out["description"] = text + rest.dump(-1, ' ', false, wire_json::error_handler_t::replace);
}

}  // namespace

wire_json anthropic_schema(const wire_json& schema) {
  if (!schema.is_object()) return schema;
  wire_json out = wire_json::object();
  wire_json rest = wire_json::object();
  for (const auto& [keyword, value] : schema.items()) {
    if (keyword == "properties" || keyword == "$defs" || keyword == "definitions" ||
        keyword == "anyOf" || keyword == "allOf") {
      out[keyword] = lowered_all(value);
    } else if (keyword == "oneOf") {
      out["anyOf"] = lowered_all(value);
    } else if (keyword == "items") {
      out[keyword] = anthropic_schema(value);
    } else if (is_supported(keyword, value)) {
      out[keyword] = value;
    } else if (keyword != "additionalProperties" && keyword != "$schema") {
      rest[keyword] = value;
    }
  }
  if (is_object(schema)) close_object(out, schema);
  describe(out, rest);
  return out;
}

}  // namespace baton::inline v0::detail
