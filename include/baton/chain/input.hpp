#pragma once

#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <baton/chain/step.hpp>
#include <baton/core/context.hpp>
#include <baton/core/record.hpp>

/// How the arguments of `invoke` become one input and a context. Applications have no need of it.
namespace baton::inline v0::detail {

template <class In>
struct CallInput {
  In input;
  Context context;
};

template <class T>
inline constexpr bool is_context = std::is_same_v<std::remove_cvref_t<T>, Context>;

inline Nothing make_input() { return {}; }

template <class T>
  requires(!is_named<std::remove_cvref_t<T>>)
Kept<T> make_input(T&& value) {
  return Kept<T>(std::forward<T>(value));
}

template <class... Fields>
  requires(sizeof...(Fields) > 0 && (is_named<std::remove_cvref_t<Fields>> && ...))
auto make_input(Fields&&... fields) {
  return Record<std::remove_cvref_t<Fields>...>(std::forward<Fields>(fields)...);
}

template <class... Args>
auto take_input(Args&&... args) {
  constexpr std::size_t count = sizeof...(Args);
  auto all = std::forward_as_tuple(std::forward<Args>(args)...);
  constexpr bool has_context = [] {
    bool last = false;
    ((last = is_context<Args>), ...);
    return last;
  }();
  constexpr std::size_t inputs = count - (has_context ? 1 : 0);
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    static_assert(
        requires { make_input(std::get<I>(std::move(all))...); },
        "baton: a chain is called with one value, or with named values (\"name\"_a = value), and "
        "then an optional Context");
    using In = decltype(make_input(std::get<I>(std::move(all))...));
    if constexpr (has_context) {
      return CallInput<In>{make_input(std::get<I>(std::move(all))...),
                           std::get<count - 1>(std::move(all))};
    } else {
      return CallInput<In>{make_input(std::get<I>(std::move(all))...), Context{}};
    }
  }(std::make_index_sequence<inputs>{});
}

}  // namespace baton::inline v0::detail
