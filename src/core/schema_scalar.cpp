#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "field_check.hpp"
#include "schema_check.hpp"

namespace baton::inline v0 {
namespace {

using nlohmann::json;

bool less(const json& a, const json& b) {
  const auto with_integer = [](const json& number, auto use) {
    return number.is_number_unsigned() ? use(number.get<std::uint64_t>()) : use(number.get<std::int64_t>());
  };
  if (a.is_number_float() || b.is_number_float()) return a.get<double>() < b.get<double>();
  return with_integer(a, [&](auto x) {
    return with_integer(b, [&](auto y) { return std::cmp_less(x, y); });
  });
}

bool is_integer(const json& value) {
  return value.is_number_integer() ||
         (value.is_number_float() && std::trunc(value.get<double>()) == value.get<double>());
}

bool is_of(const json& value, std::string_view type) {
  if (type == "integer") return is_integer(value);
  return value.type_name() == type;
}

void type(SchemaCheck& check, const json& keyword, const json&, const json& value, const Place& place) {
  const auto fits = [&](const json& name) { return is_of(value, name.get_ref<const std::string&>()); };
  if (keyword.is_string() ? fits(keyword) : std::any_of(keyword.begin(), keyword.end(), fits)) return;
  std::string names;
  for (const auto& name : keyword.is_string() ? json::array({keyword}) : keyword) {
    if (!names.empty()) names += " or ";
    names += name.get<std::string>();
  }
  check.fail(place, "must be " + names + ", was " + brief(value));
}

void enumeration(SchemaCheck& check, const json& keyword, const json&, const json& value,
                 const Place& place) {
  if (std::find(keyword.begin(), keyword.end(), value) != keyword.end()) return;
  std::string names;
  for (const auto& each : keyword) {
    if (!names.empty()) names += ", ";
    names += brief(each);
  }
  check.fail(place, "must be one of " + names + "; was " + brief(value));
}

void constant(SchemaCheck& check, const json& keyword, const json&, const json& value,
              const Place& place) {
  if (value != keyword) check.fail(place, "must be " + brief(keyword) + ", was " + brief(value));
}

void minimum(SchemaCheck& check, const json& keyword, const json&, const json& value,
             const Place& place) {
  if (!value.is_number() || !less(value, keyword)) return;
  check.fail(place, "must be at least " + brief(keyword) + ", was " + brief(value));
}
void maximum(SchemaCheck& check, const json& keyword, const json&, const json& value,
             const Place& place) {
  if (!value.is_number() || !less(keyword, value)) return;
  check.fail(place, "must be at most " + brief(keyword) + ", was " + brief(value));
}
void exclusive_minimum(SchemaCheck& check, const json& keyword, const json&, const json& value,
                       const Place& place) {
  if (!value.is_number() || less(keyword, value)) return;
  check.fail(place, "must be more than " + brief(keyword) + ", was " + brief(value));
}
void exclusive_maximum(SchemaCheck& check, const json& keyword, const json&, const json& value,
                       const Place& place) {
  if (!value.is_number() || less(value, keyword)) return;
  check.fail(place, "must be less than " + brief(keyword) + ", was " + brief(value));
}

bool is_multiple(const json& value, const json& of) {
  if (value.is_number_unsigned() && of.is_number_unsigned()) {
    return value.get<std::uint64_t>() % of.get<std::uint64_t>() == 0;
  }
  // 0.0075 is a multiple of 0.0001 to people, though not quite to doubles.
  const double quotient = value.get<double>() / of.get<double>();
  if (!std::isfinite(quotient)) return false;
  const double distance = std::abs(quotient - std::round(quotient));
  return distance <= 1e-9 * std::min(1.0, std::abs(quotient));
}

void multiple_of(SchemaCheck& check, const json& keyword, const json&, const json& value,
                 const Place& place) {
  if (!value.is_number() || is_multiple(value, keyword)) return;
  check.fail(place, "must be a multiple of " + brief(keyword) + ", was " + brief(value));
}

void length(SchemaCheck& check, const json& keyword, const json& value, const Place& place, bool least) {
  if (!value.is_string()) return;
  const std::size_t size = count_code_points(value.get_ref<const std::string&>());
  const auto bound = keyword.get<std::size_t>();
  if (least ? size >= bound : size <= bound) return;
  check.fail(place, std::string("must have at ") + (least ? "least " : "most ") + std::to_string(bound) +
                        " characters, has " + std::to_string(size));
}
void min_length(SchemaCheck& check, const json& keyword, const json&, const json& value,
                const Place& place) {
  length(check, keyword, value, place, true);
}
void max_length(SchemaCheck& check, const json& keyword, const json&, const json& value,
                const Place& place) {
  length(check, keyword, value, place, false);
}

void pattern(SchemaCheck& check, const json& keyword, const json&, const json& value,
             const Place& place) {
  if (!value.is_string()) return;
  const auto& text = keyword.get_ref<const std::string&>();
  if (check.index().pattern(text).found_in(value.get_ref<const std::string&>())) return;
  check.fail(place, "must match the pattern " + text + ", was " + brief(value));
}

}  // namespace

Keyword find_scalar_keyword(std::string_view name) {
  static const std::unordered_map<std::string_view, Keyword> table = {
      {"type", type},
      {"enum", enumeration},
      {"const", constant},
      {"minimum", minimum},
      {"maximum", maximum},
      {"exclusiveMinimum", exclusive_minimum},
      {"exclusiveMaximum", exclusive_maximum},
      {"multipleOf", multiple_of},
      {"minLength", min_length},
      {"maxLength", max_length},
      {"pattern", pattern}};
  const auto found = table.find(name);
  return found == table.end() ? nullptr : found->second;
}

}  // namespace baton::inline v0
