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

constexpr Kernels neon_kernels{"NEON", neon_inner_product, neon_squared_l2};

}  // namespace

void for_each_neon_kernels(NextKernels next, void* with) { next(neon_kernels, with); }

}  // namespace baton::inline v0

#endif
