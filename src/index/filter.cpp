#include <baton/index/filter.hpp>

#include <algorithm>

#include "metadata_values.hpp"

namespace baton::inline v0 {
namespace {

/// `a && (b && c)` has three parts, not a part with two.
Filter joined(FilterOp op, Filter a, Filter b) {
  Filter result{.op = op};
  for (Filter* side : {&a, &b}) {
    if (side->op == op && !side->parts.empty()) {
      std::ranges::move(side->parts, std::back_inserter(result.parts));
    } else {
      result.parts.push_back(std::move(*side));
    }
  }
  return result;
}

template <class T>
bool compares(FilterOp op, const T& a, const T& b) {
  switch (op) {
    case FilterOp::lt: return a < b;
    case FilterOp::le: return a <= b;
    case FilterOp::gt: return a > b;
    case FilterOp::ge: return a >= b;
    default: return a == b;
  }
}

bool value_holds(FilterOp op, const nlohmann::json& value, const FilterValue& given) {
  if (const auto* text = std::get_if<std::string>(&given.variant())) {
    if (!value.is_string()) return false;
    const auto& own = value.get_ref<const std::string&>();
    return op == FilterOp::contains ? own.find(*text) != std::string::npos : compares(op, own, *text);
  }
  if (const auto* number = std::get_if<double>(&given.variant())) {
    return value.is_number() && compares(op, value.get<double>(), *number);
  }
  return value.is_boolean() && compares(op, value.get<bool>(), std::get<bool>(given.variant()));
}

bool condition_holds(const Filter& filter, const nlohmann::json& metadata) {
  if (!metadata.is_object()) return false;
  const auto found = metadata.find(filter.key);
  if (found == metadata.end()) return false;
  if (filter.op == FilterOp::exists) return any_value(*found, [](const nlohmann::json&) { return true; });
  return any_value(*found, [&](const nlohmann::json& value) {
    return std::ranges::any_of(
        filter.values, [&](const FilterValue& given) { return value_holds(filter.op, value, given); });
  });
}

bool filter_holds(const Filter& filter, const nlohmann::json& metadata) {
  const auto holds = [&](const Filter& part) { return filter_holds(part, metadata); };
  switch (filter.op) {
    case FilterOp::all: return std::ranges::all_of(filter.parts, holds);
    case FilterOp::any: return std::ranges::any_of(filter.parts, holds);
    case FilterOp::negation: return !std::ranges::all_of(filter.parts, holds);
    case FilterOp::ne: return !condition_holds(filter, metadata);
    default: return condition_holds(filter, metadata);
  }
}

}  // namespace

bool operator==(const Filter& a, const Filter& b) {
  return a.op == b.op && a.key == b.key && a.values == b.values && a.parts == b.parts;
}

Filter operator&&(Filter a, Filter b) { return joined(FilterOp::all, std::move(a), std::move(b)); }

Filter operator||(Filter a, Filter b) { return joined(FilterOp::any, std::move(a), std::move(b)); }

Filter operator!(Filter filter) {
  Filter result{.op = FilterOp::negation};
  result.parts.push_back(std::move(filter));
  return result;
}

bool matches(const Filter& filter, const Json& metadata) { return filter_holds(filter, metadata.ref()); }

}  // namespace baton::inline v0
