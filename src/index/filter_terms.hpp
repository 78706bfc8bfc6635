#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/index/filter.hpp>

namespace baton::inline v0 {

/// Terms are 32 hexadecimal digits of a SHA-256, so that no server can read them in a way of its own: one for each key
/// that has a value, and one for each different value of a key.
[[nodiscard]] BATON_EXPORT std::string key_term(std::string_view key);
[[nodiscard]] BATON_EXPORT std::string value_term(std::string_view key, const FilterValue& value);

/// What of the metadata a server keeps as words to filter by: all terms of it, sorted.
[[nodiscard]] BATON_EXPORT std::vector<std::string> metadata_terms(const Json& metadata);

/// A filter as far as terms can tell.
struct TermFilter {
  /// Only `all`, `any`, `negation`, and `exists` with a term for a key; `all` and `any` have two parts or more, except
  /// for the whole, which may be an empty `all` or `any`. Holds for every record that the filter lets through.
  Filter condition = {};
  bool exact = true;  ///< whether it holds for no other
  [[nodiscard]] bool never_holds() const { return condition.op == FilterOp::any && condition.parts.empty(); }
};

/// Equality (`eq`, `ne`, `in`) and `exists` are exact; for other comparisons the key has a value at least.
[[nodiscard]] BATON_EXPORT TermFilter filter_by_terms(const Filter& filter);

}  // namespace baton::inline v0
