#include "filter_terms.hpp"

#include <array>
#include <charconv>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

#include <nlohmann/json.hpp>

#include <baton/core/sha256.hpp>

#include "metadata_values.hpp"

namespace baton::inline v0 {
namespace {

std::string term_of(std::string_view key, char type, std::string_view value) {
  // The length in front keeps keys and values apart.
  std::string named = std::to_string(key.size()) + ':';
  named.append(key).push_back(type);
  return to_hex(sha256(named.append(value))).substr(0, 32);
}

Filter constant(bool holds) { return {.op = holds ? FilterOp::all : FilterOp::any}; }

bool is_constant(const Filter& filter, bool holds) { return filter.parts.empty() && filter.op == constant(holds).op; }

Filter opposite(Filter filter) {
  for (const bool holds : {true, false}) {
    if (is_constant(filter, holds)) return constant(!holds);
  }
  return !std::move(filter);
}

Filter combined(FilterOp op, std::vector<Filter> parts) {
  const bool neutral = op == FilterOp::all;
  Filter whole{.op = op};
  for (Filter& part : parts) {
    if (is_constant(part, !neutral)) return constant(!neutral);
    if (!is_constant(part, neutral)) whole.parts.push_back(std::move(part));
  }
  if (whole.parts.size() != 1) return whole;
  Filter only = std::move(whole.parts.front());
  return only;
}

Filter has_term(std::string term) { return {.op = FilterOp::exists, .key = std::move(term)}; }

Filter equal_to_some(const Filter& filter) {
  std::vector<Filter> parts;
  for (const FilterValue& value : filter.values) parts.push_back(has_term(value_term(filter.key, value)));
  return combined(FilterOp::any, std::move(parts));
}

/// What holds at least where the filter does (`wide`), or at most where it does.
Filter bound_of(const Filter& filter, bool wide, bool& exact) {
  switch (filter.op) {
    case FilterOp::eq:
    case FilterOp::in: return equal_to_some(filter);
    case FilterOp::ne: return opposite(equal_to_some(filter));
    case FilterOp::exists: return has_term(key_term(filter.key));
    case FilterOp::negation: return opposite(bound_of(filter.parts.front(), !wide, exact));
    case FilterOp::all:
    case FilterOp::any: break;
    default: exact = false; return wide ? has_term(key_term(filter.key)) : constant(false);
  }
  std::vector<Filter> parts;
  for (const Filter& part : filter.parts) parts.push_back(bound_of(part, wide, exact));
  return combined(filter.op, std::move(parts));
}

}  // namespace

std::string key_term(std::string_view key) { return term_of(key, 'k', ""); }

std::string value_term(std::string_view key, const FilterValue& value) {
  if (const auto* text = std::get_if<std::string>(&value.variant())) return term_of(key, 't', *text);
  if (const auto* truth = std::get_if<bool>(&value.variant())) return term_of(key, 'b', *truth ? "1" : "0");
  const double number = std::get<double>(value.variant());
  const double one_zero = number == 0.0 ? 0.0 : number;
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), one_zero).ptr;
  return term_of(key, 'n', {digits.data(), end});
}

std::vector<std::string> metadata_terms(const Json& metadata) {
  std::set<std::string> terms;
  if (!metadata.ref().is_object()) return {};
  for (const auto& [key, entry] : metadata.ref().items()) {
    any_value(entry, [&](const nlohmann::json& value) {
      terms.insert(key_term(key));
      terms.insert(value_term(key, filter_value(value)));
      return false;
    });
  }
  return {terms.begin(), terms.end()};
}

TermFilter filter_by_terms(const Filter& filter) {
  TermFilter result;
  result.condition = bound_of(filter, true, result.exact);
  return result;
}

}  // namespace baton::inline v0
