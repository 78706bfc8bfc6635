#pragma once

#include <cstddef>
#include <cstdint>

namespace baton::inline v0 {

/// Of two vectors of `size` floats, a multiple of `float_lanes`: rows are filled up with zeros, which
/// change neither a product nor a distance and spare every kernel its tail.
using FloatKernel = float (*)(const float* a, const float* b, std::size_t size);
/// The inner product of codes from 0 to 255 with codes from -127 to 127; `size` is a multiple of `code_lanes`.
using CodeKernel = std::int32_t (*)(const std::uint8_t* a, const std::int8_t* b, std::size_t size);
/// In how many bits two rows of `words` words differ.
using BitKernel = std::uint32_t (*)(const std::uint64_t* a, const std::uint64_t* b, std::size_t words);

inline constexpr std::size_t float_lanes = 16;
inline constexpr std::size_t code_lanes = 64;

/// The arithmetic of the vector index in one set of instructions.
struct Kernels {
  const char* name;
  FloatKernel dot;
  FloatKernel squared_l2;
  CodeKernel dot_codes;
  BitKernel hamming;
};

/// The widest this processor has, chosen when first asked: a portable binary runs at native speed.
[[nodiscard]] const Kernels& kernels() noexcept;

/// All that this processor has, from the plainest to the widest; `next` is called for each.
void for_each_kernels(void (*next)(const Kernels&, void* with), void* with);

}  // namespace baton::inline v0
