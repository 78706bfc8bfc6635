#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <baton/core/limits.hpp>

namespace baton::inline v0::detail {

/// Lenient reading of what servers send: a missing, null or foreign field counts as absent.

/// The value of a member, or null when it is absent or JSON null.
[[nodiscard]] inline const nlohmann::json* member(const nlohmann::json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto at = object.find(key);
  return at == object.end() || at->is_null() ? nullptr : &*at;
}

[[nodiscard]] inline std::string member_text(const nlohmann::json& object, const char* key) {
  const auto* value = member(object, key);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

/// A count: negative numbers and non-numbers are 0.
[[nodiscard]] inline std::int64_t member_count(const nlohmann::json& object, const char* key) {
  const auto* value = member(object, key);
  if (value == nullptr || !value->is_number()) return 0;
  const double count = value->get<double>();
  return count > 0.0 && count < 9e15 ? static_cast<std::int64_t>(count) : 0;
}

[[nodiscard]] inline const nlohmann::json* member_array(const nlohmann::json& object, const char* key) {
  const auto* value = member(object, key);
  return value != nullptr && value->is_array() ? value : nullptr;
}

/// The parsed text, or nothing when it is not JSON, or nested beyond the limits. Invalid UTF-8 is read
/// as U+FFFD.
[[nodiscard]] std::optional<nlohmann::json> parse_lenient(std::string_view text, const Limits& limits);

}  // namespace baton::inline v0::detail
