#pragma once

#include <cstddef>
#include <cstdint>

namespace baton::inline v0 {

/// How far two rows are apart, less being nearer; `size` points to a `std::size_t`, the number of dimensions. It is
/// hnswlib's own signature, so that a kernel is called without anything between. Rows may lie at any address.
using DistanceKernel = float (*)(const void* a, const void* b, const void* size);

/// The arithmetic of the vector index in one set of instructions.
struct Kernels {
  const char* name;
  DistanceKernel inner_product;  ///< of floats, negated
  DistanceKernel squared_l2;     ///< of floats
  DistanceKernel code_product;   ///< what `inner_product` gives, for codes
  DistanceKernel code_l2;        ///< what `squared_l2` gives, for codes
  DistanceKernel signs_differ;   ///< in how many bits two rows of 64-bit words differ
};

/// A row of codes has a byte for each dimension, from -127 to 127; then, at the next multiple of four, this.
struct CodeTail {
  float scale;    ///< what a code of 1 stands for
  float squares;  ///< of the vector, summed
};
[[nodiscard]] constexpr std::size_t code_tail_at(std::size_t dimensions) noexcept { return (dimensions + 3) / 4 * 4; }
/// How many words the signs of a vector take.
[[nodiscard]] constexpr std::size_t sign_words(std::size_t dimensions) noexcept { return (dimensions + 63) / 64; }

/// The widest this processor has, chosen when first asked: a portable binary runs at native speed.
[[nodiscard]] const Kernels& kernels() noexcept;

/// All that this processor has, from the plainest to the widest; `next` is called for each.
void for_each_kernels(void (*next)(const Kernels&, void* with), void* with);

}  // namespace baton::inline v0
