#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

namespace baton::inline v0::detail {

/// Typed access to stored JSON: a missing field gives the fallback, a field of another type throws
/// `schema_mismatch` with its name.
class JsonReader {
 public:
  JsonReader(const nlohmann::json& object, std::string_view what) : object_(object), what_(what) {
    if (!object.is_object()) fail("is not an object");
  }

  [[nodiscard]] const nlohmann::json* find(std::string_view key) const {
    const auto at = object_.find(key);
    return at == object_.end() || at->is_null() ? nullptr : &*at;
  }
  [[nodiscard]] std::string text(std::string_view key) const {
    const auto* value = find(key);
    if (value == nullptr) return {};
    if (!value->is_string()) fail(key, "a string");
    return value->get<std::string>();
  }
  [[nodiscard]] std::int64_t integer(std::string_view key) const {
    const auto* value = find(key);
    if (value == nullptr) return 0;
    if (!value->is_number_integer()) fail(key, "an integer");
    return value->get<std::int64_t>();
  }
  [[nodiscard]] double number(std::string_view key) const {
    const auto* value = find(key);
    if (value == nullptr) return 0.0;
    if (!value->is_number()) fail(key, "a number");
    return value->get<double>();
  }
  [[nodiscard]] bool flag(std::string_view key) const {
    const auto* value = find(key);
    if (value == nullptr) return false;
    if (!value->is_boolean()) fail(key, "true or false");
    return value->get<bool>();
  }
  [[nodiscard]] const nlohmann::json& array(std::string_view key) const {
    static const nlohmann::json none = nlohmann::json::array();
    const auto* value = find(key);
    if (value == nullptr) return none;
    if (!value->is_array()) fail(key, "an array");
    return *value;
  }

  [[noreturn]] void fail(std::string_view key, std::string_view expected) const {
    fail("has a field '" + std::string(key) + "' that is not " + std::string(expected));
  }
  [[noreturn]] void fail(const std::string& problem) const {
    throw Error(ErrorCode::schema_mismatch, "the stored " + std::string(what_) + " " + problem);
  }

 private:
  const nlohmann::json& object_;
  std::string_view what_;
};

}  // namespace baton::inline v0::detail
