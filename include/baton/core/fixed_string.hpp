#pragma once

#include <cstddef>
#include <string_view>

namespace baton::inline v0 {

/// A string literal as a template argument: `prompt<"Hello {name}">`.
template <std::size_t N>
struct FixedString {
  char text[N]{};

  consteval FixedString(const char (&literal)[N]) {  // NOLINT: implicit
    for (std::size_t i = 0; i < N; ++i) text[i] = literal[i];
  }

  /// From `N - 1` characters.
  consteval explicit FixedString(std::string_view characters) {
    for (std::size_t i = 0; i + 1 < N; ++i) text[i] = characters[i];
  }

  [[nodiscard]] constexpr std::string_view view() const noexcept { return {text, N - 1}; }

  template <std::size_t M>
  [[nodiscard]] constexpr bool operator==(const FixedString<M>& other) const noexcept {
    return view() == other.view();
  }
};

}  // namespace baton::inline v0
