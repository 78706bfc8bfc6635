#pragma once

#include "distance.hpp"

namespace baton::inline v0 {

/// The sets of instructions that a family of processors may have: `next` is called for each that this one has, from
/// the plainest to the widest.
using NextKernels = void (*)(const Kernels&, void* with);
void for_each_x86_kernels(NextKernels next, void* with);
void for_each_neon_kernels(NextKernels next, void* with);

[[nodiscard]] inline std::size_t size_at(const void* size) noexcept { return *static_cast<const std::size_t*>(size); }
[[nodiscard]] inline const float* floats_at(const void* row) noexcept { return static_cast<const float*>(row); }

}  // namespace baton::inline v0
