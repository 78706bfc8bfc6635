#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/json.hpp>

namespace baton::inline v0 {

/// What a condition compares with: a text, a number or a truth value. Numbers are doubles, so that
/// integers beyond 2^53 are rounded, on every store alike.
class FilterValue {
 public:
  using Variant = std::variant<std::string, double, bool>;

  FilterValue(std::string given) : value_(std::move(given)) {}                 // NOLINT: implicit
  FilterValue(std::string_view given) : value_(std::string(given)) {}          // NOLINT: implicit
  FilterValue(const char* given) : value_(std::string(given)) {}               // NOLINT: implicit
  template <class T>
    requires std::is_arithmetic_v<T>
  FilterValue(T value) : value_(to_variant(value)) {}  // NOLINT: implicit

  [[nodiscard]] const Variant& variant() const noexcept { return value_; }
  bool operator==(const FilterValue&) const = default;

 private:
  template <class T>
  static Variant to_variant(T value) {
    if constexpr (std::same_as<T, bool>) return Variant(std::in_place_type<bool>, value);
    else return Variant(std::in_place_type<double>, static_cast<double>(value));
  }

  Variant value_;
};

enum class FilterOp : std::uint8_t {
  all,       ///< every part holds; without parts: always
  any,       ///< some part holds; without parts: never
  negation,  ///< the one part does not hold
  eq,
  ne,  ///< exactly the opposite of `eq`
  lt,
  le,
  gt,
  ge,
  in,        ///< `eq` with some of the values; without values: never
  exists,    ///< the key has a value at all
  contains,  ///< a text holds the given one as a part, byte by byte
};

/// A condition on the metadata of a record, with one meaning on every store.
///
/// The **values of a key** are: the text, number or truth value that the metadata, an object, has under this
/// very name (a dot in it means nothing); for an array, those among its elements; none for a missing
/// key, null, an object, or a nested array. A comparison holds when **some value** of the key has the
/// type of the given one and compares so. Different types are neither equal nor ordered. Texts are
/// ordered by their bytes, numbers as doubles, truth values not at all. `ne` and `negation` are plain
/// opposites, so they hold for a missing key. Nothing is ever unknown.
///
/// A plain value; build it with `where` and combine with `&&`, `||` and `!`. A default filter holds always.
///
///     Filter filter = where("lang") == "en" && (where("year") >= 2020 || !where("year").exists());
struct Filter {
  FilterOp op = FilterOp::all;
  std::string key = {};                  ///< of a condition
  std::vector<FilterValue> values = {};  ///< one, for `in` any number, for `exists` none
  std::vector<Filter> parts = {};        ///< of `all`, `any` and `negation`

  friend BATON_EXPORT bool operator==(const Filter& a, const Filter& b);
};

[[nodiscard]] BATON_EXPORT Filter operator&&(Filter a, Filter b);
[[nodiscard]] BATON_EXPORT Filter operator||(Filter a, Filter b);
[[nodiscard]] BATON_EXPORT Filter operator!(Filter filter);

/// A key whose condition is still to come; see `where`.
class FilterTerm {
 public:
  explicit FilterTerm(std::string key) : key_(std::move(key)) {}

  [[nodiscard]] Filter operator==(FilterValue value) const { return with(FilterOp::eq, std::move(value)); }
  [[nodiscard]] Filter operator!=(FilterValue value) const { return with(FilterOp::ne, std::move(value)); }
  [[nodiscard]] Filter operator<(FilterValue value) const { return with(FilterOp::lt, std::move(value)); }
  [[nodiscard]] Filter operator<=(FilterValue value) const { return with(FilterOp::le, std::move(value)); }
  [[nodiscard]] Filter operator>(FilterValue value) const { return with(FilterOp::gt, std::move(value)); }
  [[nodiscard]] Filter operator>=(FilterValue value) const { return with(FilterOp::ge, std::move(value)); }
  [[nodiscard]] Filter contains(std::string_view part) const { return with(FilterOp::contains, part); }
  [[nodiscard]] Filter in(std::vector<FilterValue> values) const {
    return {.op = FilterOp::in, .key = key_, .values = std::move(values)};
  }
  [[nodiscard]] Filter exists() const { return {.op = FilterOp::exists, .key = key_}; }

 private:
  [[nodiscard]] Filter with(FilterOp op, FilterValue value) const {
    Filter filter{.op = op, .key = key_};
    filter.values.push_back(std::move(value));
    return filter;
  }

  std::string key_;
};

/// Begins a condition: `where("year") >= 2020`.
[[nodiscard]] inline FilterTerm where(std::string key) { return FilterTerm(std::move(key)); }

/// Whether `filter` holds for `metadata`, an object or null. What every store must agree with.
/// Expects a filter that passed `check_filter`.
[[nodiscard]] BATON_EXPORT bool matches(const Filter& filter, const Json& metadata);

/// How large a filter may be.
struct FilterLimits {
  std::size_t depth = 16;               ///< of nested parts
  std::size_t parts = 256;              ///< conditions and their combinations together
  std::size_t values = 1024;            ///< of all conditions together
  std::size_t key_bytes = 256;          ///< of one key
  std::size_t value_bytes = 64 * 1024;  ///< of all texts together
};

/// Throws `limit_exceeded` for a filter that is too large, and `invalid_argument` for one that has no meaning: a
/// wrong number of values or parts, an ordered truth value, an infinity, ill-formed UTF-8, NUL. Every
/// store calls it first.
BATON_EXPORT void check_filter(const Filter& filter, const FilterLimits& limits = {});

enum class FilterType : std::uint8_t { text, number, boolean };

/// A key that the metadata of some records is known to have.
struct FilterKey {
  std::string name;
  FilterType type = FilterType::text;
  std::string description = {};  ///< for a model that writes filters
};

/// Throws `invalid_argument` when `filter` names a key that is not among `keys` (the message lists those) or
/// compares one with a value of another type.
BATON_EXPORT void check_filter_keys(const Filter& filter, std::span<const FilterKey> keys);

/// Reads the JSON form, which people and models write:
///
///     {"and": [{"key": "lang", "op": "eq", "value": "en"}, {"not": {"key": "draft", "op": "exists"}}]}
///
/// An object with exactly one of "and" and "or" (an array), "not" (an object), or with "key", "op" (eq, ne,
/// lt, le, gt, ge, in, exists, contains) and "value" (an array for in, absent for exists). `{}` holds
/// always. Throws `parse_error` that names the place, and what `check_filter` throws.
[[nodiscard]] BATON_EXPORT Filter filter_from_json(const Json& json, const FilterLimits& limits = {});

/// The JSON form of a filter that passes `check_filter`; `filter_from_json` gives an equal one back.
[[nodiscard]] BATON_EXPORT Json filter_to_json(const Filter& filter);

}  // namespace baton::inline v0
