#include "field_check.hpp"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include <baton/core/text.hpp>

#include "pattern.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::size_t brief_bytes = 60;

void check_number(const Constraints& c, const nlohmann::json& value, const Complain& complain) {
  const auto number = value.get<double>();
  const auto must_be = [&](const char* relation, double bound) {
    complain(std::string("must be ") + relation + " " + number_text(bound) + ", was " + brief(value));
  };
  if (c.minimum && number < *c.minimum) must_be("at least", *c.minimum);
  if (c.maximum && number > *c.maximum) must_be("at most", *c.maximum);
  if (c.exclusive_minimum && number <= *c.exclusive_minimum) must_be("more than", *c.exclusive_minimum);
  if (c.exclusive_maximum && number >= *c.exclusive_maximum) must_be("less than", *c.exclusive_maximum);
}

void check_text(const Constraints& c, const std::string& text, const Complain& complain) {
  const std::size_t length = count_code_points(text);
  const auto must_have = [&](const char* relation, std::size_t bound) {
    complain(std::string("must have ") + relation + " " + std::to_string(bound) +
             " characters, has " + std::to_string(length));
  };
  if (c.min_length && length < *c.min_length) must_have("at least", *c.min_length);
  if (c.max_length && length > *c.max_length) must_have("at most", *c.max_length);
  if (!c.pattern.empty() && !cached_pattern(c.pattern).found_in(text)) {
    complain("must match the pattern " + std::string(c.pattern) + ", was " + brief(text));
  }
}

void check_items(const Constraints& c, std::size_t size, const Complain& complain) {
  const auto must_have = [&](const char* relation, std::size_t bound) {
    complain(std::string("must have ") + relation + " " + std::to_string(bound) + " items, has " +
             std::to_string(size));
  };
  if (c.min_items && size < *c.min_items) must_have("at least", *c.min_items);
  if (c.max_items && size > *c.max_items) must_have("at most", *c.max_items);
}

bool is_value(const AllowedValue& allowed, const nlohmann::json& value) {
  if (allowed.is_text) return value.is_string() && value.get_ref<const std::string&>() == allowed.text;
  return value.is_number() && !(value.get<double>() < allowed.number) &&
         !(value.get<double>() > allowed.number);
}

void check_allowed(const Constraints& c, const nlohmann::json& value, const Complain& complain) {
  const auto end = c.allowed.begin() + static_cast<std::ptrdiff_t>(c.allowed_count);
  const auto is_it = [&](const AllowedValue& allowed) { return is_value(allowed, value); };
  if (c.allowed_count == 0 || std::any_of(c.allowed.begin(), end, is_it)) return;
  std::string list;
  for (auto it = c.allowed.begin(); it != end; ++it) {
    if (!list.empty()) list += ", ";
    list += it->is_text ? std::string(it->text) : number_text(it->number);
  }
  complain("must be one of " + list + "; was " + brief(value));
}

}  // namespace

void check_constraints(const Constraints& constraints, const nlohmann::json& value,
                       const Complain& complain) {
  if (value.is_number()) check_number(constraints, value, complain);
  if (value.is_string()) check_text(constraints, value.get_ref<const std::string&>(), complain);
  if (value.is_array() || value.is_object()) check_items(constraints, value.size(), complain);
  check_allowed(constraints, value, complain);
}

std::string brief(const nlohmann::json& value) {
  if (value.is_object()) return "an object";
  if (value.is_array()) return "an array";
  std::string text = value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  if (text.size() > brief_bytes) text = std::string(utf8_prefix(text, brief_bytes)) + "…";
  return text;
}

nlohmann::json json_number(double value) {
  constexpr double exact = 9007199254740992.0;  // beyond 2^53 not every integer is a double
  if (std::abs(value) < exact && std::trunc(value) == value) return static_cast<std::int64_t>(value);
  return value;
}

std::string number_text(double value) { return json_number(value).dump(); }

std::string names_of(std::span<const FieldInfo> fields) {
  std::string list;
  for (const auto& field : fields) {
    if (!list.empty()) list += ", ";
    list += field.spec.name;
  }
  return list;
}

}  // namespace baton::inline v0
