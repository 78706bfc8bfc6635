#include "distance_sets.hpp"

#if defined(__ARM_NEON) && !defined(__x86_64__)

#include <arm_neon.h>

namespace baton::inline v0 {
namespace {

float neon_sum(float32x4_t sum) {
  return (vgetq_lane_f32(sum, 0) + vgetq_lane_f32(sum, 1)) + (vgetq_lane_f32(sum, 2) + vgetq_lane_f32(sum, 3));
}

float neon_inner_product(const void* first, const void* second, const void* size_of_both) {
  const float* a = floats_at(first);
  const float* b = floats_at(second);
  const std::size_t size = size_at(size_of_both);
  float32x4_t even = vdupq_n_f32(0);
  float32x4_t odd = vdupq_n_f32(0);
  std::size_t i = 0;
  for (; i + 8 <= size; i += 8) {
    even = vmlaq_f32(even, vld1q_f32(a + i), vld1q_f32(b + i));
    odd = vmlaq_f32(odd, vld1q_f32(a + i + 4), vld1q_f32(b + i + 4));
  }
  float sum = neon_sum(vaddq_f32(even, odd));
  for (; i < size; ++i) sum += a[i] * b[i];
  return -sum;
}

float neon_squared_l2(const void* first, const void* second, const void* size_of_both) {
  const float* a = floats_at(first);
  const float* b = floats_at(second);
  const std::size_t size = size_at(size_of_both);
  float32x4_t even = vdupq_n_f32(0);
  float32x4_t odd = vdupq_n_f32(0);
  std::size_t i = 0;
  for (; i + 8 <= size; i += 8) {
    const float32x4_t low = vsubq_f32(vld1q_f32(a + i), vld1q_f32(b + i));
    const float32x4_t high = vsubq_f32(vld1q_f32(a + i + 4), vld1q_f32(b + i + 4));
    even = vmlaq_f32(even, low, low);
    odd = vmlaq_f32(odd, high, high);
  }
  float sum = neon_sum(vaddq_f32(even, odd));
  for (; i < size; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

std::int32_t neon_codes(const std::int8_t* a, const std::int8_t* b, std::size_t size) {
  int32x4_t sums = vdupq_n_s32(0);
  std::size_t i = 0;
  for (; i + 16 <= size; i += 16) {
    const int8x16_t left = vld1q_s8(a + i);
    const int8x16_t right = vld1q_s8(b + i);
    sums = vpadalq_s16(sums, vmull_s8(vget_low_s8(left), vget_low_s8(right)));
    sums = vpadalq_s16(sums, vmull_s8(vget_high_s8(left), vget_high_s8(right)));
  }
  const std::int32_t sum = (vgetq_lane_s32(sums, 0) + vgetq_lane_s32(sums, 1)) + (vgetq_lane_s32(sums, 2) + vgetq_lane_s32(sums, 3));
  return sum + product_of_codes(a, b, i, size);
}

float neon_signs(const void* first, const void* second, const void* size_of_both) {
  const auto* a = static_cast<const std::uint8_t*>(first);
  const auto* b = static_cast<const std::uint8_t*>(second);
  const std::size_t bytes = sign_words(size_at(size_of_both)) * sizeof(std::uint64_t);
  uint16x8_t sums = vdupq_n_u16(0);
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i + 8 <= bytes; i += 8) {
    const uint8x8_t ones = vcnt_u8(veor_u8(vld1_u8(a + i), vld1_u8(b + i)));
    sums = vaddw_u8(sums, ones);
  }
  for (std::size_t lane = 0; lane < 8; ++lane) bits += sums[lane];
  return static_cast<float>(bits);
}

constexpr Kernels neon_kernels{.name = "NEON",
                               .inner_product = neon_inner_product,
                               .squared_l2 = neon_squared_l2,
                               .code_product = code_product<neon_codes>,
                               .code_l2 = code_l2<neon_codes>,
                               .signs_differ = neon_signs};

}  // namespace

void for_each_neon_kernels(NextKernels next, void* with) { next(neon_kernels, with); }

}  // namespace baton::inline v0

#endif
