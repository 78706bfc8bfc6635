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
};

/// The widest this processor has, chosen when first asked: a portable binary runs at native speed.
[[nodiscard]] const Kernels& kernels() noexcept;

/// All that this processor has, from the plainest to the widest; `next` is called for each.
void for_each_kernels(void (*next)(const Kernels&, void* with), void* with);

}  // namespace baton::inline v0
