#include "schema_index.hpp"

#include <charconv>

#include <baton/core/error.hpp>

#include "uri.hpp"

namespace baton::inline v0 {
namespace {

using nlohmann::json;

constexpr std::string_view metaschema_uri = "http://json-schema.org/draft-07/schema";

enum class Holds { nothing, schema, schemas, named_schemas };

Holds holds(std::string_view keyword) {
  static const std::unordered_map<std::string_view, Holds> kinds = {
      {"additionalItems", Holds::schema},    {"additionalProperties", Holds::schema},
      {"contains", Holds::schema},           {"propertyNames", Holds::schema},
      {"not", Holds::schema},                {"if", Holds::schema},
      {"then", Holds::schema},               {"else", Holds::schema},
      {"items", Holds::schemas},             {"prefixItems", Holds::schemas},
      {"allOf", Holds::schemas},             {"anyOf", Holds::schemas},
      {"oneOf", Holds::schemas},             {"properties", Holds::named_schemas},
      {"patternProperties", Holds::named_schemas}, {"definitions", Holds::named_schemas},
      {"$defs", Holds::named_schemas},       {"dependentSchemas", Holds::named_schemas},
      {"dependencies", Holds::named_schemas}};
  const auto found = kinds.find(keyword);
  return found == kinds.end() ? Holds::nothing : found->second;
}

bool has_ref(const json& schema) { return schema.contains("$ref") && schema["$ref"].is_string(); }

bool is_old_draft(const json& schema) {
  if (!schema.is_object() || !schema.contains("$schema") || !schema["$schema"].is_string()) return false;
  const auto& uri = schema["$schema"].get_ref<const std::string&>();
  return uri.find("/draft-0") != uri.npos;
}

std::string unescaped(std::string_view token) {
  std::string out;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool escape = token[i] == '~' && i + 1 < token.size();
    if (escape) ++i;
    out += !escape ? token[i] : token[i] == '1' ? '/' : '~';
  }
  return out;
}

const json* child(const json& at, const std::string& key) {
  if (at.is_object()) {
    const auto found = at.find(key);
    return found == at.end() ? nullptr : &*found;
  }
  std::size_t index = 0;
  const auto parsed = std::from_chars(key.data(), key.data() + key.size(), index);
  const bool is_number = parsed.ptr == key.data() + key.size() && !key.empty();
  return at.is_array() && is_number && index < at.size() ? &at[index] : nullptr;
}

}  // namespace

SchemaIndex::SchemaIndex(const json& schema, const Limits& limits)
    : limits_(limits), ref_stands_alone_(is_old_draft(schema)) {
  by_uri_.emplace("", &schema);
  walk(schema, "", 0);
  while (!references_.empty()) {
    const Reference reference = std::move(references_.back());
    references_.pop_back();
    resolve(reference);
  }
}

void SchemaIndex::walk(const json& schema, std::string base, std::size_t depth) {
  if (depth > limits_.depth) {
    throw Error(ErrorCode::limit_exceeded,
                "the schema is nested deeper than " + std::to_string(limits_.depth) + " levels");
  }
  if (schema.is_boolean() || !walked_.emplace(&schema, true).second) return;
  if (!schema.is_object()) {
    throw Error(ErrorCode::invalid_argument, "a schema must be an object, true or false, was " +
                                                 std::string(schema.type_name()));
  }
  const bool alone = has_ref(schema) && ref_stands_alone_;
  if (!alone) identify(schema, base);
  if (has_ref(schema)) references_.push_back({&schema, base});
  if (alone) return;
  for (const auto& [name, value] : schema.items()) walk_keyword(name, value, base, depth);
}

void SchemaIndex::identify(const json& schema, std::string& base) {
  if (schema.contains("$id") && schema["$id"].is_string()) {
    const auto& id = schema["$id"].get_ref<const std::string&>();
    const std::string uri = resolve_uri(base, id);
    if (id.starts_with("#") && id.size() > 1) {
      by_uri_.emplace(uri, &schema);
    } else {
      base = split_fragment(uri).first;
      by_uri_.emplace(base, &schema);
    }
  }
  if (schema.contains("$anchor") && schema["$anchor"].is_string()) {
    by_uri_.emplace(base + "#" + schema["$anchor"].get<std::string>(), &schema);
  }
}

void SchemaIndex::walk_keyword(const std::string& name, const json& value, const std::string& base,
                               std::size_t depth) {
  check_keyword(name, value);
  const auto compile = [&](const std::string& text) {
    if (!patterns_.contains(text)) patterns_.emplace(text, Pattern(text));
  };
  if (name == "pattern") compile(value.get_ref<const std::string&>());
  switch (holds(name)) {
    case Holds::nothing: return;
    case Holds::schema: return walk(value, base, depth + 1);
    case Holds::schemas:
      if (!value.is_array()) return walk(value, base, depth + 1);
      for (const auto& each : value) walk(each, base, depth + 1);
      return;
    case Holds::named_schemas:
      for (const auto& [key, each] : value.items()) {
        if (name == "patternProperties") compile(key);
        if (!each.is_array()) walk(each, base, depth + 1);
      }
  }
}

const json* SchemaIndex::find(const std::string& uri) {
  auto found = by_uri_.find(uri);
  if (found == by_uri_.end() && uri == metaschema_uri) {
    walk(draft7_metaschema(), std::string(metaschema_uri), 0);
    found = by_uri_.find(uri);
  }
  return found == by_uri_.end() ? nullptr : found->second;
}

const json& SchemaIndex::follow(const json& document, std::string_view pointer, std::string& base,
                                const std::string& uri) const {
  const json* at = &document;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t slash = pointer.find('/');
    at = child(*at, unescaped(pointer.substr(0, slash)));
    if (at == nullptr) {
      throw Error(ErrorCode::invalid_argument, "the schema refers to '" + uri + "', which is not there");
    }
    if (at->is_object() && at->contains("$id") && (*at)["$id"].is_string()) {
      base = split_fragment(resolve_uri(base, (*at)["$id"].get_ref<const std::string&>())).first;
    }
    pointer = slash == pointer.npos ? std::string_view{} : pointer.substr(slash);
  }
  return *at;
}

void SchemaIndex::resolve(const Reference& reference) {
  const auto& ref = (*reference.schema)["$ref"].get_ref<const std::string&>();
  const std::string uri = resolve_uri(reference.base, ref);
  const auto [document_uri, fragment] = split_fragment(uri);
  std::string base(document_uri);
  const std::string pointer = percent_decoded(fragment);
  const bool is_pointer = pointer.empty() || pointer.front() == '/';
  const json* found = find(is_pointer ? base : uri);
  if (found == nullptr) {
    throw Error(ErrorCode::invalid_argument,
                "the schema refers to '" + uri + "', which it does not contain; nothing is fetched, so "
                "put the definition into $defs");
  }
  const json& target = is_pointer ? follow(*found, pointer, base, uri) : *found;
  targets_[reference.schema] = &target;
  walk(target, base, 0);
}

}  // namespace baton::inline v0
