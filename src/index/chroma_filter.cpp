#include "chroma_filter.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <variant>

#include "filter_terms.hpp"
#include "metadata_values.hpp"

namespace baton::inline v0::chroma {
namespace {

using nlohmann::json;

// In place of the number of a value; those are not negative.
constexpr std::int64_t many_values = -1;

/// Names of keys have at most 36 bytes in Chroma's cloud.
std::string value_field(std::string_view key) { return "v" + key_term(key).substr(0, 24); }
std::string number_field(std::string_view key) { return "n" + key_term(key).substr(0, 24); }

/// 52 bits, so that no JSON rounds it.
std::int64_t number_for(std::string_view key, const FilterValue& value) {
  const std::string term = value_term(key, value);
  std::int64_t number = 0;
  std::from_chars(term.data(), term.data() + 13, number, 16);
  return number;
}

json compared(std::string field, const char* sign, json value) {
  json condition;
  condition[std::move(field)][sign] = std::move(value);
  return condition;
}

/// Namespaces have a name.
json never() { return compared("namespace", "$eq", ""); }

json equality(const Filter& filter, bool equal) {
  if (filter.values.empty()) return equal ? never() : json();
  json numbers = json::array();
  for (const FilterValue& value : filter.values) numbers.push_back(number_for(filter.key, value));
  if (equal) numbers.push_back(many_values);
  return compared(value_field(filter.key), equal ? "$in" : "$nin", std::move(numbers));  // "$nin" holds for a missing key
}

/// Wider by more than the servers' readers of JSON may be wrong.
json order(const Filter& filter, double bound) {
  const bool above = filter.op == FilterOp::gt || filter.op == FilterOp::ge;
  constexpr double largest = std::numeric_limits<double>::max();
  const double slack = std::abs(bound) * 1e-12;
  const double wide = std::clamp(above ? bound - slack : bound + slack, -largest, largest);
  json either;
  either["$or"].push_back(compared(number_field(filter.key), above ? "$gte" : "$lte", wide));
  either["$or"].push_back(compared(value_field(filter.key), "$eq", many_values));
  return either;
}

json combination(bool all, std::vector<json> parts) {
  json whole = json::array();
  for (json& part : parts) {
    if (!part.is_null()) whole.push_back(std::move(part));
    else if (!all) return {};
  }
  if (whole.empty()) return all ? json() : never();
  if (whole.size() == 1) return std::move(whole.front());
  json combined;
  combined[all ? "$and" : "$or"] = std::move(whole);
  return combined;
}

/// For a filter, or for its opposite.
json where_of(const Filter& filter, bool negated) {
  switch (filter.op) {
    case FilterOp::eq:
    case FilterOp::in: return equality(filter, !negated);
    case FilterOp::ne: return equality(filter, negated);
    case FilterOp::negation: return where_of(filter.parts.front(), !negated);
    case FilterOp::all:
    case FilterOp::any: break;
    default: {
      if (negated) return {};
      const double* bound = filter.values.empty() ? nullptr : std::get_if<double>(&filter.values.front().variant());
      return bound == nullptr ? compared(value_field(filter.key), "$gte", many_values) : order(filter, *bound);
    }
  }
  std::vector<json> parts;
  for (const Filter& part : filter.parts) parts.push_back(where_of(part, negated));
  return combination((filter.op == FilterOp::all) != negated, std::move(parts));
}

}  // namespace

json filter_fields(const Json& metadata) {
  json fields = json::object();
  if (!metadata.ref().is_object()) return fields;
  for (const auto& [key, entry] : metadata.ref().items()) {
    std::map<std::int64_t, FilterValue> values;
    any_value(entry, [&](const json& value) {
      FilterValue given = filter_value(value);
      values.emplace(number_for(key, given), std::move(given));
      return false;
    });
    if (values.empty()) continue;
    const auto& [number, value] = *values.begin();
    fields[value_field(key)] = values.size() == 1 ? number : many_values;
    const double* single = values.size() == 1 ? std::get_if<double>(&value.variant()) : nullptr;
    if (single != nullptr) fields[number_field(key)] = *single;
  }
  return fields;
}

json wide_condition(const Filter& filter) { return where_of(filter, false); }

}  // namespace baton::inline v0::chroma
