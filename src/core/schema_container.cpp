#include <algorithm>
#include <unordered_map>
#include <vector>

#include "schema_check.hpp"

namespace baton::inline v0 {
namespace {

using nlohmann::json;

void bound(SchemaCheck& check, const Place& place, std::size_t size, const json& keyword, bool least,
           const char* what) {
  const auto limit = keyword.get<std::size_t>();
  if (least ? size >= limit : size <= limit) return;
  check.fail(place, std::string("must have at ") + (least ? "least " : "most ") + std::to_string(limit) +
                        " " + what + ", has " + std::to_string(size));
}

void min_items(SchemaCheck& check, const json& keyword, const json&, const json& value,
               const Place& place) {
  if (value.is_array()) bound(check, place, value.size(), keyword, true, "items");
}
void max_items(SchemaCheck& check, const json& keyword, const json&, const json& value,
               const Place& place) {
  if (value.is_array()) bound(check, place, value.size(), keyword, false, "items");
}
void min_properties(SchemaCheck& check, const json& keyword, const json&, const json& value,
                    const Place& place) {
  if (value.is_object()) bound(check, place, value.size(), keyword, true, "properties");
}
void max_properties(SchemaCheck& check, const json& keyword, const json&, const json& value,
                    const Place& place) {
  if (value.is_object()) bound(check, place, value.size(), keyword, false, "properties");
}

/// Each item by the schema of its position.
void by_position(SchemaCheck& check, const json& schemas, const json& value, const Place& place) {
  const std::size_t size = std::min(schemas.size(), value.size());
  for (std::size_t i = 0; i < size; ++i) check.apply(schemas[i], value[i], place.at(i));
}
void from_position(SchemaCheck& check, std::size_t first, const json& schema, const json& value,
                   const Place& place) {
  for (std::size_t i = first; i < value.size(); ++i) check.apply(schema, value[i], place.at(i));
}

void items(SchemaCheck& check, const json& keyword, const json& schema, const json& value,
           const Place& place) {
  if (!value.is_array()) return;
  if (keyword.is_array()) return by_position(check, keyword, value, place);
  const auto prefix = schema.find("prefixItems");
  from_position(check, prefix == schema.end() ? 0 : prefix->size(), keyword, value, place);
}
void prefix_items(SchemaCheck& check, const json& keyword, const json&, const json& value,
                  const Place& place) {
  if (value.is_array()) by_position(check, keyword, value, place);
}
void additional_items(SchemaCheck& check, const json& keyword, const json& schema, const json& value,
                      const Place& place) {
  const auto positions = schema.find("items");
  if (!value.is_array() || positions == schema.end() || !positions->is_array()) return;
  from_position(check, positions->size(), keyword, value, place);
}

void contains(SchemaCheck& check, const json& keyword, const json& schema, const json& value,
              const Place& place) {
  if (!value.is_array()) return;
  std::size_t count = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (check.fits(keyword, value[i], place.at(i))) ++count;
  }
  bound(check, place, count, schema.value("minContains", json(1)), true, "items of the kind wanted");
  if (schema.contains("maxContains")) {
    bound(check, place, count, schema["maxContains"], false, "items of the kind wanted");
  }
}

void unique_items(SchemaCheck& check, const json& keyword, const json&, const json& value,
                  const Place& place) {
  if (!keyword.get<bool>() || !value.is_array()) return;
  std::vector<const json*> sorted;
  for (const auto& item : value) sorted.push_back(&item);
  std::sort(sorted.begin(), sorted.end(), [](const json* a, const json* b) { return *a < *b; });
  const auto same = [](const json* a, const json* b) { return *a == *b; };
  if (std::adjacent_find(sorted.begin(), sorted.end(), same) == sorted.end()) return;
  check.fail(place, "must not have two equal items");
}

void required(SchemaCheck& check, const json& keyword, const json&, const json& value,
              const Place& place) {
  if (!value.is_object()) return;
  for (const auto& name : keyword) {
    const auto& key = name.get_ref<const std::string&>();
    if (!value.contains(key)) check.fail(place.at(key), "is missing");
  }
}

void properties(SchemaCheck& check, const json& keyword, const json&, const json& value,
                const Place& place) {
  if (!value.is_object()) return;
  for (const auto& [key, schema] : keyword.items()) {
    const auto found = value.find(key);
    if (found != value.end()) check.apply(schema, *found, place.at(key));
  }
}

void pattern_properties(SchemaCheck& check, const json& keyword, const json&, const json& value,
                        const Place& place) {
  if (!value.is_object()) return;
  for (const auto& [pattern, schema] : keyword.items()) {
    const Pattern& compiled = check.index().pattern(pattern);
    for (const auto& [key, item] : value.items()) {
      if (compiled.found_in(key)) check.apply(schema, item, place.at(key));
    }
  }
}

bool is_described(SchemaCheck& check, const json& schema, const std::string& key) {
  const auto listed = schema.find("properties");
  if (listed != schema.end() && listed->contains(key)) return true;
  const auto patterns = schema.find("patternProperties");
  if (patterns == schema.end()) return false;
  const auto items = patterns->items();
  return std::any_of(items.begin(), items.end(), [&](const auto& each) {
    return check.index().pattern(each.key()).found_in(key);
  });
}

void additional_properties(SchemaCheck& check, const json& keyword, const json& schema,
                           const json& value, const Place& place) {
  if (!value.is_object()) return;
  for (const auto& [key, item] : value.items()) {
    if (!is_described(check, schema, key)) check.apply(keyword, item, place.at(key));
  }
}

void property_names(SchemaCheck& check, const json& keyword, const json&, const json& value,
                    const Place& place) {
  if (!value.is_object()) return;
  for (const auto& [key, item] : value.items()) check.apply(keyword, key, place.at(key));
}

/// Both the lists of names and the schemas that depend on a property being there.
void dependencies(SchemaCheck& check, const json& keyword, const json& schema, const json& value,
                  const Place& place) {
  if (!value.is_object()) return;
  for (const auto& [key, wanted] : keyword.items()) {
    if (!value.contains(key)) continue;
    if (wanted.is_array()) {
      required(check, wanted, schema, value, place);
    } else {
      check.apply(wanted, value, place);
    }
  }
}

}  // namespace

Keyword find_container_keyword(std::string_view name) {
  static const std::unordered_map<std::string_view, Keyword> table = {
      {"minItems", min_items},
      {"maxItems", max_items},
      {"minProperties", min_properties},
      {"maxProperties", max_properties},
      {"items", items},
      {"prefixItems", prefix_items},
      {"additionalItems", additional_items},
      {"contains", contains},
      {"uniqueItems", unique_items},
      {"required", required},
      {"properties", properties},
      {"patternProperties", pattern_properties},
      {"additionalProperties", additional_properties},
      {"propertyNames", property_names},
      {"dependencies", dependencies},
      {"dependentRequired", dependencies},
      {"dependentSchemas", dependencies}};
  const auto found = table.find(name);
  return found == table.end() ? nullptr : found->second;
}

}  // namespace baton::inline v0
