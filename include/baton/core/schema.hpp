#pragma once

#include <baton/core/describe.hpp>
#include <baton/core/export.hpp>
#include <baton/core/json.hpp>

namespace baton::inline v0 {

namespace detail {

BATON_EXPORT Json schema_of(const TypeInfo& type);

}  // namespace detail

/// The JSON Schema (draft 2020-12) of `T`, in the subset that vendors enforce in strict mode: every
/// object lists all its properties as required and allows no others, an optional member allows null,
/// a type that contains itself is put into `$defs`. Descriptions and constraints of BATON_FIELDS come
/// along. Maps and `Json` members are expressed too, but strict modes refuse them.
///
///     json_schema<Invoice>().dump(2)
template <class T>
[[nodiscard]] Json json_schema() {
  return detail::schema_of(type_info<T>());
}

}  // namespace baton::inline v0
