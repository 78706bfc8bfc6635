#pragma once

#include <cstddef>

namespace baton::inline v0 {

/// The inner product of two vectors of `size` floats, with the widest instructions of this processor,
/// chosen when the program starts: a portable binary runs at native speed.
using DotProduct = float (*)(const float* a, const float* b, std::size_t size);
[[nodiscard]] DotProduct dot_product() noexcept;

}  // namespace baton::inline v0
