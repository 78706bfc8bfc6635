#include <baton/core/schema.hpp>

#include <map>
#include <set>
#include <string>

#include <nlohmann/json.hpp>

#include "field_check.hpp"

namespace baton::inline v0 {
namespace {

using nlohmann::json;

std::vector<const TypeInfo*> parts_of(const TypeInfo& type) {
  std::vector<const TypeInfo*> parts;
  if (type.element != nullptr) parts.push_back(type.element);
  parts.insert(parts.end(), type.variant.types.begin(), type.variant.types.end());
  if (type.kind == TypeKind::object) {
    for (const auto& field : type.fields) parts.push_back(field.type);
  }
  return parts;
}

bool reaches(const TypeInfo& from, const TypeInfo& target, std::set<const TypeInfo*>& seen) {
  for (const auto* part : parts_of(from)) {
    if (part == &target) return true;
    if (seen.insert(part).second && reaches(*part, target, seen)) return true;
  }
  return false;
}

void set_if(json& schema, const char* keyword, const std::optional<double>& value) {
  if (value) schema[keyword] = json_number(*value);
}
void set_if(json& schema, const char* keyword, const std::optional<std::size_t>& value) {
  if (value) schema[keyword] = *value;
}

void add_constraints(json& schema, const Constraints& c) {
  set_if(schema, "minimum", c.minimum);
  set_if(schema, "maximum", c.maximum);
  set_if(schema, "exclusiveMinimum", c.exclusive_minimum);
  set_if(schema, "exclusiveMaximum", c.exclusive_maximum);
  set_if(schema, "minLength", c.min_length);
  set_if(schema, "maxLength", c.max_length);
  const bool is_map = schema.value("type", json()) == "object";
  set_if(schema, is_map ? "minProperties" : "minItems", c.min_items);
  set_if(schema, is_map ? "maxProperties" : "maxItems", c.max_items);
  if (!c.pattern.empty()) schema["pattern"] = c.pattern;
  if (!c.format.empty()) schema["format"] = c.format;
  if (c.allowed_count == 0) return;
  auto& values = schema["enum"] = json::array();
  for (std::size_t i = 0; i < c.allowed_count; ++i) {
    const auto& allowed = c.allowed[i];
    values.push_back(allowed.is_text ? json(allowed.text) : json_number(allowed.number));
  }
}

json nullable(json schema) {
  if (!schema.contains("type") || !schema["type"].is_string() || schema.contains("properties")) {
    return {{"anyOf", json::array({std::move(schema), {{"type", "null"}}})}};
  }
  schema["type"] = json::array({schema["type"], "null"});
  if (schema.contains("enum")) schema["enum"].push_back(nullptr);
  return schema;
}

/// Writes one schema document.
class SchemaWriter {
 public:
  explicit SchemaWriter(const TypeInfo& root) : root_(root) {}

  json write() {
    json schema = body(root_, {});
    if (!definitions_.empty()) schema["$defs"] = std::move(definitions_);
    return schema;
  }

 private:
  /// The schema of `type` where it is used: a reference for types that contain themselves.
  json use(const TypeInfo& type, const Constraints& constraints) {
    std::set<const TypeInfo*> seen;
    if (type.kind != TypeKind::object || !reaches(type, type, seen)) return body(type, constraints);
    if (&type == &root_) return {{"$ref", "#"}};
    const auto known = names_.find(&type);
    if (known != names_.end()) return {{"$ref", "#/$defs/" + known->second}};
    const std::string name = free_name(type);
    names_.emplace(&type, name);
    definitions_[name] = nullptr;  // takes the name before the body asks for one
    definitions_[name] = body(type, {});
    return {{"$ref", "#/$defs/" + name}};
  }

  std::string free_name(const TypeInfo& type) const {
    std::string name(type.name);
    for (char& c : name) {
      if (c == ':' || c == '<' || c == '>' || c == ' ') c = '_';
    }
    while (definitions_.contains(name)) name += '_';
    return name;
  }

  json body(const TypeInfo& type, const Constraints& constraints) {
    json schema = json::object();
    switch (type.kind) {
      case TypeKind::boolean: schema["type"] = "boolean"; break;
      case TypeKind::integer: schema["type"] = "integer"; break;
      case TypeKind::number: schema["type"] = "number"; break;
      case TypeKind::string: schema["type"] = "string"; break;
      case TypeKind::enumeration: schema = enumeration(type); break;
      case TypeKind::optional: return nullable(use(*type.element, constraints));
      case TypeKind::array: schema = array(type); break;
      case TypeKind::map:
        schema = {{"type", "object"}, {"additionalProperties", use(*type.element, {})}};
        break;
      case TypeKind::object: schema = object(type); break;
      case TypeKind::variant: schema = variant(type); break;
      case TypeKind::json: break;
    }
    add_constraints(schema, constraints);
    return schema;
  }

  static json enumeration(const TypeInfo& type) {
    json values = json::array();
    std::string text;
    for (const auto& field : type.fields) {
      values.push_back(field.spec.name);
      if (field.spec.description.empty()) continue;
      if (!text.empty()) text += "; ";
      text.append(field.spec.name).append(": ").append(field.spec.description);
    }
    json schema = {{"type", "string"}, {"enum", std::move(values)}};
    if (!text.empty()) schema["description"] = text;
    return schema;
  }

  json array(const TypeInfo& type) {
    json schema = {{"type", "array"}, {"items", use(*type.element, {})}};
    if (type.array.clear == nullptr) {
      schema["minItems"] = type.array.fixed_size;
      schema["maxItems"] = type.array.fixed_size;
    }
    return schema;
  }

  json variant(const TypeInfo& type) {
    json choices = json::array();
    for (const auto* each : type.variant.types) choices.push_back(use(*each, {}));
    return {{"anyOf", std::move(choices)}};
  }

  json object(const TypeInfo& type) {
    json properties = json::object();
    json required = json::array();
    for (const auto& field : type.fields) {
      json property = use(*field.type, field.spec.constraints);
      if (!field.spec.description.empty()) describe(property, field.spec.description);
      properties.emplace(field.spec.name, std::move(property));
      required.push_back(field.spec.name);
    }
    return {{"type", "object"},
            {"properties", std::move(properties)},
            {"required", std::move(required)},
            {"additionalProperties", false}};
  }

  static void describe(json& property, std::string_view description) {
    std::string text(description);
    if (property.contains("description")) {
      text += " (" + property["description"].get<std::string>() + ")";
    }
    // Strict modes refuse words beside a $ref.
    if (property.contains("$ref")) property = {{"anyOf", json::array({std::move(property)})}};
    property["description"] = std::move(text);
  }

  const TypeInfo& root_;
  std::map<const TypeInfo*, std::string> names_;
  json definitions_ = json::object();
};

}  // namespace

namespace detail {

Json schema_of(const TypeInfo& type) { return SchemaWriter(type).write(); }

}  // namespace detail

}  // namespace baton::inline v0
