#pragma once

#include <concepts>
#include <type_traits>
#include <utility>
#include <variant>

#include <baton/core/error.hpp>

namespace baton::inline v0 {

/// Either a value or an `Error`: what the `try_` calls return instead of throwing.
///
/// It serves both camps: test it and read `error()`, or call `value()` and let it throw. Follows the
/// shape of C++23's `std::expected`. A plain value, as thread-safe as `T`.
///
///     if (auto answer = chain.try_invoke("cats")) use(*answer); else log(answer.error().what());
template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  /// The value; throws the error when there is none.
  T& value() & { return check(), std::get<0>(state_); }
  const T& value() const& { return check(), std::get<0>(state_); }
  T&& value() && { return check(), std::get<0>(std::move(state_)); }

  /// The value, unchecked in the way of `std::optional`.
  T& operator*() & noexcept { return *std::get_if<0>(&state_); }
  const T& operator*() const& noexcept { return *std::get_if<0>(&state_); }
  T&& operator*() && noexcept { return std::move(*std::get_if<0>(&state_)); }
  T* operator->() noexcept { return std::get_if<0>(&state_); }
  const T* operator->() const noexcept { return std::get_if<0>(&state_); }

  /// The error. Precondition: `!has_value()`.
  [[nodiscard]] const Error& error() const noexcept { return *std::get_if<1>(&state_); }

  template <class U>
  [[nodiscard]] T value_or(U&& other) const& {
    return has_value() ? **this : static_cast<T>(std::forward<U>(other));
  }

 private:
  void check() const {
    if (!has_value()) throw error();
  }

  std::variant<T, Error> state_;
};

/// A `Result` without a value: success, or an `Error`.
template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;

  Result() = default;
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }
  void value() const {
    if (!has_value()) throw error();
  }
  [[nodiscard]] const Error& error() const noexcept { return *std::get_if<1>(&state_); }

 private:
  std::variant<std::monostate, Error> state_;
};

/// Calls `function` and turns what it throws into the error of a `Result`.
template <std::invocable F>
auto capture(F&& function) -> Result<std::invoke_result_t<F>> {
  try {
    if constexpr (std::is_void_v<std::invoke_result_t<F>>) {
      std::forward<F>(function)();
      return {};
    } else {
      return std::forward<F>(function)();
    }
  } catch (...) {
    return current_error();
  }
}

}  // namespace baton::inline v0
