#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <baton/core/fixed_string.hpp>

namespace baton::inline v0 {

/// A value with a name known at compile time. Written `"question"_a = value`.
template <FixedString Name, class T>
struct Named {
  using value_type = T;
  static constexpr std::string_view name = Name.view();
  T value;
};

namespace detail {

// Text is kept by value: a record may outlive the literal or view it was made from.
template <class T>
using Kept = std::conditional_t<std::is_convertible_v<T, std::string_view> &&
                                    !std::is_same_v<std::remove_cvref_t<T>, std::string>,
                                std::string, std::remove_cvref_t<T>>;

template <FixedString Name>
struct NameTag {
  template <class T>
  constexpr auto operator=(T&& value) const {  // NOLINT: builds a named value, assigns nothing
    return Named<Name, Kept<T>>{Kept<T>(std::forward<T>(value))};
  }
};

template <class T>
inline constexpr bool is_named = false;
template <FixedString Name, class T>
inline constexpr bool is_named<Named<Name, T>> = true;

}  // namespace detail

/// Values by name, with their types: what `invoke("a"_a = 1, "b"_a = x)` passes and what
/// `parallel("a"_a = …)` gives. A plain value.
///
///     auto record = Record("city"_a = "Oslo", "year"_a = 2026);
///     record.get<"city">();   // std::string
template <class... Fields>
class Record {
 public:
  constexpr explicit Record(Fields... fields) : fields_(std::move(fields)...) {}

  static constexpr std::size_t size = sizeof...(Fields);

  template <FixedString Name>
  static constexpr bool has = ((Fields::name == Name.view()) || ...);

  template <FixedString Name>
  [[nodiscard]] constexpr const auto& get() const& {
    return std::get<index_of<Name>()>(fields_).value;
  }
  template <FixedString Name>
  [[nodiscard]] constexpr auto&& get() && {
    return std::get<index_of<Name>()>(std::move(fields_)).value;
  }

  /// Calls `visit(name, value)` for each field in order.
  template <class Visit>
  constexpr void for_each(Visit visit) const {
    std::apply([&](const Fields&... each) { (visit(Fields::name, each.value), ...); }, fields_);
  }

  /// This record and the fields of `more` behind.
  template <class... More>
  [[nodiscard]] constexpr Record<Fields..., More...> joined(Record<More...> more) && {
    return std::apply(
        [&](Fields&... mine) {
          return std::apply(
              [&](More&... theirs) {
                return Record<Fields..., More...>(std::move(mine)..., std::move(theirs)...);
              },
              more.fields_);
        },
        fields_);
  }

 private:
  template <FixedString Name>
  static consteval std::size_t index_of() {
    static_assert(has<Name>, "baton: the record has no field of that name");
    constexpr std::string_view names[] = {Fields::name...};
    std::size_t i = 0;
    while (names[i] != Name.view()) ++i;
    return i;
  }

  template <class... Other>
  friend class Record;

  std::tuple<Fields...> fields_;
};

namespace detail {

template <class T>
inline constexpr bool is_record = false;
template <class... Fields>
inline constexpr bool is_record<Record<Fields...>> = true;

}  // namespace detail

inline namespace literals {

/// `"question"_a = value` makes a named value.
template <FixedString Name>
consteval auto operator""_a() {
  return detail::NameTag<Name>{};
}

}  // namespace literals

}  // namespace baton::inline v0
