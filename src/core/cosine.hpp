#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>

namespace baton::inline v0 {

/// The length of a vector. Floats are too small for their squares to leave the range of a double.
[[nodiscard]] inline double length_of(std::span<const float> vector) noexcept {
  double squares = 0.0;
  for (const float x : vector) squares += double{x} * double{x};
  return std::sqrt(squares);
}

/// The cosine of the angle between two vectors, -1 to 1; nothing when the lengths differ, or one has no direction: it is
/// zero, or holds what is no number.
[[nodiscard]] inline std::optional<double> cosine_of(std::span<const float> a, std::span<const float> b) {
  if (a.size() != b.size()) return std::nullopt;
  double dot = 0.0;
  double aa = 0.0;
  double bb = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto x = static_cast<double>(a[i]);
    const auto y = static_cast<double>(b[i]);
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  const double cosine = dot / std::sqrt(aa * bb);
  return std::isfinite(cosine) ? std::optional(std::clamp(cosine, -1.0, 1.0)) : std::nullopt;
}

}  // namespace baton::inline v0
