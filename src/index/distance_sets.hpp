#pragma once

#include <cstring>

#include "distance.hpp"

namespace baton::inline v0 {

/// What any processor can do.
[[nodiscard]] const Kernels& kernels_without_sets() noexcept;

/// The sets of instructions that a family of processors may have: `next` is called for each that this one has, from
/// the plainest to the widest.
using NextKernels = void (*)(const Kernels&, void* with);
void for_each_x86_kernels(NextKernels next, void* with);
void for_each_neon_kernels(NextKernels next, void* with);

[[nodiscard]] inline std::size_t size_at(const void* size) noexcept { return *static_cast<const std::size_t*>(size); }
[[nodiscard]] inline const float* floats_at(const void* row) noexcept { return static_cast<const float*>(row); }

[[nodiscard]] inline const std::int8_t* codes_at(const void* row) noexcept { return static_cast<const std::int8_t*>(row); }

[[nodiscard]] inline CodeTail tail_of(const void* row, std::size_t size) noexcept {
  CodeTail tail;
  std::memcpy(&tail, codes_at(row) + code_tail_at(size), sizeof tail);
  return tail;
}

/// The sum of products of the codes from `from` on: all, or what is left after the last whole register.
[[nodiscard]] inline std::int32_t product_of_codes(const std::int8_t* a, const std::int8_t* b, std::size_t from,
                                                   std::size_t size) noexcept {
  std::int32_t sum = 0;
  for (; from < size; ++from) sum += std::int32_t{a[from]} * std::int32_t{b[from]};
  return sum;
}

/// How many signs differ. Inlined, so that each set counts by its own instruction.
[[gnu::always_inline]] inline float count_different_signs(const void* first, const void* second, const void* size_of_both) noexcept {
  const std::size_t bytes = sign_words(size_at(size_of_both)) * sizeof(std::uint64_t);
  int bits = 0;
  for (std::size_t at = 0; at < bytes; at += sizeof(std::uint64_t)) {
    std::uint64_t a = 0;
    std::uint64_t b = 0;
    std::memcpy(&a, codes_at(first) + at, sizeof a);
    std::memcpy(&b, codes_at(second) + at, sizeof b);
    bits += __builtin_popcountll(a ^ b);
  }
  return static_cast<float>(bits);
}

/// The sum of products of `size` codes.
using CodeProduct = std::int32_t (*)(const std::int8_t* a, const std::int8_t* b, std::size_t size);

template <CodeProduct product>
float code_product(const void* a, const void* b, const void* size_of_both) {
  const std::size_t size = size_at(size_of_both);
  const float sum = static_cast<float>(product(codes_at(a), codes_at(b), size));
  return -sum * tail_of(a, size).scale * tail_of(b, size).scale;
}

template <CodeProduct product>
float code_l2(const void* a, const void* b, const void* size_of_both) {
  const std::size_t size = size_at(size_of_both);
  return tail_of(a, size).squares + tail_of(b, size).squares + 2 * code_product<product>(a, b, size_of_both);
}

}  // namespace baton::inline v0
