#pragma once

#include <cstdint>

#include <nlohmann/json_fwd.hpp>

#include <baton/core/type_info.hpp>

namespace baton::inline v0 {

/// Reads and writes numbers and enums of any width through their type table.

[[nodiscard]] nlohmann::json load_number(const TypeInfo& type, const void* object);
/// Whether `value` is a whole number that fits; if so it is stored, unless `object` is null.
bool store_integer(const TypeInfo& type, const nlohmann::json& value, void* object);
void store_floating(const TypeInfo& type, double value, void* object);

/// The enumerator's number as `FieldInfo::value` holds it.
[[nodiscard]] std::int64_t load_enum(const TypeInfo& type, const void* object);
void store_enum(const TypeInfo& type, std::int64_t value, void* object);

}  // namespace baton::inline v0
