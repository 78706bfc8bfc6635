#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <baton/core/describe.hpp>
#include <baton/core/error.hpp>
#include <baton/core/export.hpp>
#include <baton/core/json.hpp>
#include <baton/core/limits.hpp>
#include <baton/core/result.hpp>
#include <baton/core/violation.hpp>

namespace baton::inline v0 {

/// How strictly JSON becomes a value.
struct DecodeOptions {
  bool refuse_unknown_keys = false;  ///< models like to add keys, so they are ignored by default
  std::size_t max_violations = 10;   ///< collected before giving up
  Limits limits = {};                ///< `depth` of nesting
};

namespace detail {

BATON_EXPORT Json encode(const TypeInfo& type, const void* object);
/// Fills `object`; throws `schema_mismatch` with all violations.
BATON_EXPORT void decode(const TypeInfo& type, const Json& json, void* object,
                         const DecodeOptions& options);
/// Fills what fits of a value that is still growing and marks the fields that have arrived.
BATON_EXPORT void decode_partial(const TypeInfo& type, const Json& json, void* object,
                                 std::vector<bool>& present, const Limits& limits);
BATON_EXPORT std::string_view enumerator_name(const TypeInfo& type, const void* object);

}  // namespace detail

/// The value as JSON. Empty optionals are written as null. Throws `invalid_argument` for what JSON
/// cannot hold: infinite numbers, NaN, an enum value that its description does not list.
template <class T>
[[nodiscard]] Json to_json(const T& value) {
  return detail::encode(type_info<T>(), &value);
}

/// The value that `source` describes. Throws `schema_mismatch` whose message lists the violations with
/// their paths, in words that a model can act on.
///
/// Every field must be there, but for optionals, where a missing key or null means empty. Whole
/// numbers written as 3.0 fit integers; numbers out of the member's range are refused; text is never
/// converted to numbers. Unknown keys are ignored unless refused. A variant becomes the first of its
/// types that fits without unknown keys, else the first that fits.
template <class T>
[[nodiscard]] T from_json(const Json& source, const DecodeOptions& options = {}) {
  T value{};
  detail::decode(type_info<T>(), source, &value, options);
  return value;
}

/// `from_json` without throwing.
template <class T>
[[nodiscard]] Result<T> try_from_json(const Json& source, const DecodeOptions& options = {}) {
  return capture([&] { return from_json<T>(source, options); });
}

/// The name of an enumerator: `enum_name(Color::red)` is "red". Empty for a value not in the list.
template <DescribedEnum E>
[[nodiscard]] std::string_view enum_name(E value) {
  return detail::enumerator_name(type_info<E>(), &value);
}

}  // namespace baton::inline v0
