#include <algorithm>
#include <string_view>
#include <unordered_map>

#include <baton/core/error.hpp>

#include "schema_index.hpp"

namespace baton::inline v0 {
namespace {

using nlohmann::json;

bool is_count(const json& value) {
  if (value.is_number_float()) {
    const auto number = value.get<double>();
    return number >= 0 && number < 0x1p53 && static_cast<double>(static_cast<std::int64_t>(number)) == number;
  }
  return value.is_number_unsigned() || (value.is_number_integer() && value.get<std::int64_t>() >= 0);
}
bool is_positive(const json& value) { return value.is_number() && value.get<double>() > 0; }
bool is_number(const json& value) { return value.is_number(); }
bool is_string(const json& value) { return value.is_string(); }
bool is_array(const json& value) { return value.is_array(); }
bool is_object(const json& value) { return value.is_object(); }
bool is_boolean(const json& value) { return value.is_boolean(); }
bool is_strings(const json& value) {
  return value.is_array() && std::all_of(value.begin(), value.end(), is_string);
}
bool is_type(const json& value) { return value.is_string() || is_strings(value); }

bool is_name_lists(const json& value) {
  return value.is_object() && std::all_of(value.begin(), value.end(), is_strings);
}
bool is_dependencies(const json& value) {
  return value.is_object() && std::all_of(value.begin(), value.end(), [](const json& each) {
           return is_strings(each) || each.is_object() || each.is_boolean();
         });
}
bool is_nonempty_array(const json& value) { return value.is_array() && !value.empty(); }

struct Form {
  bool (*fits)(const json&);
  const char* name;
};

const std::unordered_map<std::string_view, Form>& forms() {
  static constexpr Form count{is_count, "a whole number of at least 0"};
  static constexpr Form number{is_number, "a number"};
  static constexpr Form schemas{is_nonempty_array, "an array of schemas"};
  static constexpr Form named{is_object, "an object"};
  static const std::unordered_map<std::string_view, Form> table = {
      {"minLength", count},     {"maxLength", count},        {"minItems", count},
      {"maxItems", count},      {"minProperties", count},    {"maxProperties", count},
      {"minContains", count},   {"maxContains", count},      {"minimum", number},
      {"maximum", number},      {"exclusiveMinimum", number}, {"exclusiveMaximum", number},
      {"allOf", schemas},       {"anyOf", schemas},          {"oneOf", schemas},
      {"prefixItems", schemas}, {"properties", named},       {"patternProperties", named},
      {"definitions", named},   {"$defs", named},            {"dependentSchemas", named},
      {"dependencies", {is_dependencies, "an object of schemas and lists of names"}},
      {"dependentRequired", {is_name_lists, "an object of lists of names"}},
      {"multipleOf", {is_positive, "a number above 0"}},
      {"pattern", {is_string, "a string"}},
      {"required", {is_strings, "an array of strings"}},
      {"type", {is_type, "a string or an array of strings"}},
      {"enum", {is_array, "an array"}},
      {"uniqueItems", {is_boolean, "true or false"}}};
  return table;
}

bool is_unsupported(std::string_view name) {
  return name == "unevaluatedItems" || name == "unevaluatedProperties" || name == "$dynamicRef" ||
         name == "$recursiveRef";
}

}  // namespace

void check_keyword(const std::string& name, const json& value) {
  if (is_unsupported(name)) {
    throw Error(ErrorCode::unsupported, "the schema's keyword '" + name +
                                            "' is not supported; write the schema without it");
  }
  const auto form = forms().find(name);
  if (form == forms().end() || form->second.fits(value)) return;
  throw Error(ErrorCode::invalid_argument, "the schema's keyword '" + name + "' must be " +
                                               form->second.name + ", was " + value.type_name());
}

}  // namespace baton::inline v0
