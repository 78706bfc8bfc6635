#pragma once

#include <utility>

#include <baton/chain/compose.hpp>
#include <baton/core/record.hpp>

/// Named values that change their type and keep their name. Applications have no need of it.
namespace baton::inline v0::detail {

template <class T, FixedString Name, class Old>
Named<Name, T> with_value(const Named<Name, Old>&);

template <class Like>
struct Rename;
template <FixedString Name, class Old>
struct Rename<Named<Name, Old>> {
  template <class T>
  static Named<Name, T> apply(T value) {
    return {std::move(value)};
  }
};

/// `value` under the name of `Like`.
template <class Like, class T>
auto named_like(T value) {
  return Rename<Like>::apply(std::move(value));
}

/// A named operand with the operand made a step.
template <FixedString Name, class T>
auto step_lane(Named<Name, T> lane) {
  auto made = as_step(std::move(lane.value));
  return Named<Name, decltype(made)>{std::move(made)};
}

}  // namespace baton::inline v0::detail
