#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include <baton/core/limits.hpp>

#include "prompt/value.hpp"

/// The filters and tests there are. Each is a row of a table: name, parameters, function.
namespace baton::inline v0::jinja {

/// The evaluated arguments of one use.
struct CallArguments {
  std::vector<Value> positional;
  std::vector<std::pair<std::string, Value>> named;
};

/// Arguments in the order of the parameters; what was not given is empty.
struct Bound {
  std::vector<std::optional<Value>> values;
  const Limits* limits = nullptr;
  CallArguments rest;  // of filters that pass arguments on to another one

  [[nodiscard]] bool has(std::size_t i) const { return i < values.size() && values[i].has_value(); }
  [[nodiscard]] bool given(std::size_t i) const { return has(i) && !values[i]->is_none(); }
  [[nodiscard]] const Value& at(std::size_t i) const { return *values[i]; }
  /// Truth of a flag that is false when not given.
  [[nodiscard]] bool flag(std::size_t i) const;
  /// Throws `ValueError` naming the filter when it is not an integer.
  [[nodiscard]] std::int64_t integer(std::size_t i, std::int64_t otherwise) const;
  /// Any value as text.
  [[nodiscard]] std::string text(std::size_t i, std::string_view otherwise) const;
};

struct FilterSpec {
  std::string_view name;
  std::size_t required;
  std::vector<std::string_view> parameters;
  bool passes_on;  // takes any arguments, for the filter or test it applies to each element
  Value (*apply)(const Value& target, const Bound& arguments);
};

struct TestSpec {
  std::string_view name;
  std::size_t arguments;
  bool (*holds)(const Value& target, const Bound& arguments);
};

/// The spec, or null.
[[nodiscard]] const FilterSpec* find_filter(std::string_view name);
[[nodiscard]] const TestSpec* find_test(std::string_view name);
/// "unknown filter 'uper': did you mean 'upper'?", or with all names when none is near.
[[nodiscard]] std::string unknown_filter(std::string_view name);
[[nodiscard]] std::string unknown_test(std::string_view name);
/// Why these arguments do not fit, or empty.
[[nodiscard]] std::string misfit(const FilterSpec& filter, std::size_t positional,
                                 const std::vector<std::string_view>& named);
[[nodiscard]] std::string misfit(const TestSpec& test, std::size_t positional, std::size_t named);

[[nodiscard]] Value apply_filter(const FilterSpec& filter, const Value& target,
                                 CallArguments arguments, const Limits& limits);
[[nodiscard]] bool apply_test(const TestSpec& test, const Value& target, CallArguments arguments,
                              const Limits& limits);

/// The rows, by file.
[[nodiscard]] const std::vector<FilterSpec>& text_filters();
[[nodiscard]] const std::vector<FilterSpec>& number_filters();
[[nodiscard]] const std::vector<FilterSpec>& sequence_filters();
[[nodiscard]] const std::vector<FilterSpec>& selection_filters();
[[nodiscard]] const std::vector<TestSpec>& tests();

/// The name nearest to `word` by edit distance, or empty when none is near.
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string>& names);

}  // namespace baton::inline v0::jinja
