#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>

#include <baton/core/constraints.hpp>
#include <baton/core/fields_macro.hpp>

/// Describes a struct or an enum, once, at namespace scope behind its definition: an entry is a name, or
/// `(name, "what a model should know about it", constraints…)`. Up to 256 entries.
///
///     struct Line { std::string text; double price = 0; };
///     BATON_FIELDS(Line, text, (price, "In EUR, tax included", minimum(0)))
///
///     enum class Color { red, green };
///     BATON_FIELDS(Color, red, (green, "like grass"))
///
/// From it come the JSON codec (codec.hpp), the JSON Schema (schema.hpp), the names that a prompt
/// checks and the partial values of `structured<T>`. Constraints: minimum, maximum, exclusive_minimum,
/// exclusive_maximum, min_length, max_length, pattern (RE2), min_items, max_items, one_of, format. A
/// constraint that does not suit the member's type does not compile.
#define BATON_FIELDS(Type, ...)                                                                     \
  [[maybe_unused]] constexpr auto baton_fields(::std::type_identity<Type>) {                        \
    struct Words : ::baton::detail::ConstraintWords {                                               \
      static constexpr auto list() {                                                                \
        return []<class Self>(::std::type_identity<Self>) {                                         \
          if constexpr (::std::is_enum_v<Self>) {                                                   \
            return ::baton::detail::FieldList<Self BATON_DETAIL_EACH(BATON_DETAIL_ENUMERATOR,       \
                                                                     __VA_ARGS__)>{                 \
                #Type, {BATON_DETAIL_EACH(BATON_DETAIL_SPEC, __VA_ARGS__)}};                        \
          } else {                                                                                  \
            return ::baton::detail::FieldList<Self BATON_DETAIL_EACH(BATON_DETAIL_MEMBER,           \
                                                                     __VA_ARGS__)>{                 \
                #Type, {BATON_DETAIL_EACH(BATON_DETAIL_SPEC, __VA_ARGS__)}};                        \
          }                                                                                         \
        }(::std::type_identity<Type>{});                                                            \
      }                                                                                             \
    };                                                                                              \
    return Words::list();                                                                           \
  }

namespace baton::inline v0 {

namespace detail {

/// The members (or enumerators) of `T` in the order of the list, with what was said about them.
template <class T, auto... Members>
struct FieldList {
  using type = T;
  static constexpr std::size_t size = sizeof...(Members);
  std::string_view type_name;
  std::array<FieldSpec, size> specs{};
};

template <class T>
inline constexpr auto fields_of = baton_fields(std::type_identity<T>{});

}  // namespace detail

/// A struct or enum that BATON_FIELDS describes.
template <class T>
concept Described = requires { baton_fields(std::type_identity<T>{}); };

/// A described struct.
template <class T>
concept DescribedStruct = Described<T> && std::is_class_v<T>;

/// A described enum.
template <class T>
concept DescribedEnum = Described<T> && std::is_enum_v<T>;

/// How many fields, or enumerators, the description of `T` lists.
template <Described T>
inline constexpr std::size_t field_count = detail::fields_of<T>.size;

/// Their names, in the order of the list.
template <Described T>
inline constexpr std::array<std::string_view, field_count<T>> field_names = [] {
  std::array<std::string_view, field_count<T>> names;
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = detail::fields_of<T>.specs[i].name;
  return names;
}();

/// The position of `name` in the list, or `field_count<T>` when it is not there.
template <Described T>
[[nodiscard]] constexpr std::size_t field_index(std::string_view name) noexcept {
  std::size_t i = 0;
  while (i < field_count<T> && field_names<T>[i] != name) ++i;
  return i;
}

namespace detail {

template <std::size_t I, class T, auto... Members>
consteval auto nth_member(const FieldList<T, Members...>&) {
  return std::get<I>(std::tuple(Members...));
}

}  // namespace detail

/// The field at position `I`, constant if the object is.
///
///     get_field<field_index<Line>("price")>(line) = 3.5;
template <std::size_t I, class T>
  requires DescribedStruct<std::remove_const_t<T>>
[[nodiscard]] constexpr auto& get_field(T& object) noexcept {
  return object.*detail::nth_member<I>(detail::fields_of<std::remove_const_t<T>>);
}

}  // namespace baton::inline v0
