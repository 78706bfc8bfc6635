#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string_view>

namespace baton::inline v0 {

/// One value that `one_of` allows: text or a number.
struct AllowedValue {
  std::string_view text;
  double number = 0.0;
  bool is_text = true;

  constexpr AllowedValue() = default;
  constexpr AllowedValue(const char* value) : text(value) {}                     // NOLINT: implicit
  constexpr AllowedValue(std::string_view value) : text(value) {}                // NOLINT: implicit
  template <class N>
    requires std::integral<N> || std::floating_point<N>
  constexpr AllowedValue(N value) : number(static_cast<double>(value)), is_text(false) {}  // NOLINT
};

/// What a field's value must satisfy beyond its type, in the terms of JSON Schema. Lengths count code
/// points; `pattern` is an RE2 expression that must match somewhere in the text; `format` is only
/// passed on to the model.
struct Constraints {
  static constexpr std::size_t max_allowed = 16;

  std::optional<double> minimum;
  std::optional<double> maximum;
  std::optional<double> exclusive_minimum;
  std::optional<double> exclusive_maximum;
  std::optional<std::size_t> min_length;
  std::optional<std::size_t> max_length;
  std::optional<std::size_t> min_items;
  std::optional<std::size_t> max_items;
  std::string_view pattern;
  std::string_view format;
  std::array<AllowedValue, max_allowed> allowed{};
  std::size_t allowed_count = 0;

  [[nodiscard]] constexpr bool bounds_number() const noexcept {
    return minimum || maximum || exclusive_minimum || exclusive_maximum;
  }
  [[nodiscard]] constexpr bool bounds_text() const noexcept {
    return min_length || max_length || !pattern.empty() || !format.empty();
  }
  [[nodiscard]] constexpr bool bounds_items() const noexcept { return min_items || max_items; }
};

/// A field's name, the text about it that models read, and its constraints.
struct FieldSpec {
  std::string_view name;
  std::string_view description;
  Constraints constraints;
};

namespace detail {

/// The words that may follow the description in BATON_FIELDS. They are members of a base class, so
/// that names of the application cannot hide them there, and they need no `using`.
struct ConstraintWords {
  struct Number {
    std::optional<double> Constraints::*slot;
    double value;
    constexpr void apply(FieldSpec& spec) const { spec.constraints.*slot = value; }
  };
  struct Count {
    std::optional<std::size_t> Constraints::*slot;
    std::size_t value;
    constexpr void apply(FieldSpec& spec) const { spec.constraints.*slot = value; }
  };
  struct Words {
    std::string_view Constraints::*slot;
    std::string_view value;
    constexpr void apply(FieldSpec& spec) const { spec.constraints.*slot = value; }
  };
  template <std::size_t N>
  struct OneOf {
    std::array<AllowedValue, N> values;
    constexpr void apply(FieldSpec& spec) const {
      for (const auto& value : values) {
        spec.constraints.allowed[spec.constraints.allowed_count++] = value;
      }
    }
  };

  static constexpr Number minimum(double value) { return {&Constraints::minimum, value}; }
  static constexpr Number maximum(double value) { return {&Constraints::maximum, value}; }
  static constexpr Number exclusive_minimum(double value) {
    return {&Constraints::exclusive_minimum, value};
  }
  static constexpr Number exclusive_maximum(double value) {
    return {&Constraints::exclusive_maximum, value};
  }
  static constexpr Count min_length(std::size_t value) { return {&Constraints::min_length, value}; }
  static constexpr Count max_length(std::size_t value) { return {&Constraints::max_length, value}; }
  static constexpr Count min_items(std::size_t value) { return {&Constraints::min_items, value}; }
  static constexpr Count max_items(std::size_t value) { return {&Constraints::max_items, value}; }
  static constexpr Words pattern(std::string_view value) { return {&Constraints::pattern, value}; }
  static constexpr Words format(std::string_view value) { return {&Constraints::format, value}; }
  template <class... Values>
  static constexpr OneOf<sizeof...(Values)> one_of(Values... values) {
    static_assert(sizeof...(Values) > 0 && sizeof...(Values) <= Constraints::max_allowed,
                  "baton: one_of takes 1 to 16 values");
    return {{AllowedValue(values)...}};
  }
};

template <class... Parts>
constexpr FieldSpec field_spec(std::string_view name, Parts... parts) {
  FieldSpec spec{name, {}, {}};
  [[maybe_unused]] const auto add = [&spec](const auto& part) {
    if constexpr (std::convertible_to<decltype(part), std::string_view>) {
      spec.description = part;
    } else {
      part.apply(spec);
    }
  };
  (add(parts), ...);
  return spec;
}

}  // namespace detail

}  // namespace baton::inline v0
