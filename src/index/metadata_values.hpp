#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include <baton/index/filter.hpp>

namespace baton::inline v0 {

/// Calls `use(value)` with each value that filters see in `json`, as a view on nlohmann's value: texts,
/// numbers, truth values. Stops and gives true as soon as `use` does.
template <class Use>
bool any_value(const nlohmann::json& json, Use use) {
  const auto is_value = [](const nlohmann::json& one) {
    return one.is_string() || one.is_number() || one.is_boolean();
  };
  if (is_value(json)) return use(json);
  if (!json.is_array()) return false;
  for (const nlohmann::json& element : json) {
    if (is_value(element) && use(element)) return true;
  }
  return false;
}

/// One of them as filters compare it.
inline FilterValue filter_value(const nlohmann::json& value) {
  if (value.is_string()) return value.get_ref<const std::string&>();
  return value.is_boolean() ? FilterValue(value.get<bool>()) : FilterValue(value.get<double>());
}

}  // namespace baton::inline v0
