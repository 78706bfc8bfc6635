#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace baton::inline v0 {

/// The cosine of the angle between two vectors; 0 when one has no direction or the lengths differ.
[[nodiscard]] inline double cosine_of(std::span<const float> a, std::span<const float> b) {
  if (a.size() != b.size()) return 0.0;
  double dot = 0.0;
  double aa = 0.0;
  double bb = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    dot += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    aa += static_cast<double>(a[i]) * static_cast<double>(a[i]);
    bb += static_cast<double>(b[i]) * static_cast<double>(b[i]);
  }
  const double cosine = dot / std::sqrt(aa * bb);
  return std::isfinite(cosine) ? std::clamp(cosine, -1.0, 1.0) : 0.0;
}

}  // namespace baton::inline v0
