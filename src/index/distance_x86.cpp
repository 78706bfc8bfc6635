#include "distance_sets.hpp"

#if defined(__x86_64__)

// GCC 12's own header reads a variable before it is set, on purpose, and warns of it where it is inlined.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#include <immintrin.h>
#pragma GCC diagnostic pop

namespace baton::inline v0 {
namespace {

#define BATON_AVX2 [[gnu::target("avx2,fma")]]
#define BATON_AVX512 [[gnu::target("avx512f,avx512bw,avx512vl")]]

// SSE2 is part of x86-64, and needs no question.
float sse_sum(__m128 four) {
  const __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_add_ss(two, _mm_shuffle_ps(two, two, 1)));
}

float sse_inner_product(const void* first, const void* second, const void* size_of_both) {
  const float* a = floats_at(first);
  const float* b = floats_at(second);
  const std::size_t size = size_at(size_of_both);
  __m128 even = _mm_setzero_ps();
  __m128 odd = _mm_setzero_ps();
  std::size_t i = 0;
  for (; i + 8 <= size; i += 8) {
    even = _mm_add_ps(even, _mm_mul_ps(_mm_loadu_ps(a + i), _mm_loadu_ps(b + i)));
    odd = _mm_add_ps(odd, _mm_mul_ps(_mm_loadu_ps(a + i + 4), _mm_loadu_ps(b + i + 4)));
  }
  float sum = sse_sum(_mm_add_ps(even, odd));
  for (; i < size; ++i) sum += a[i] * b[i];
  return -sum;
}

float sse_squared_l2(const void* first, const void* second, const void* size_of_both) {
  const float* a = floats_at(first);
  const float* b = floats_at(second);
  const std::size_t size = size_at(size_of_both);
  __m128 even = _mm_setzero_ps();
  __m128 odd = _mm_setzero_ps();
  std::size_t i = 0;
  for (; i + 8 <= size; i += 8) {
    const __m128 low = _mm_sub_ps(_mm_loadu_ps(a + i), _mm_loadu_ps(b + i));
    const __m128 high = _mm_sub_ps(_mm_loadu_ps(a + i + 4), _mm_loadu_ps(b + i + 4));
    even = _mm_add_ps(even, _mm_mul_ps(low, low));
    odd = _mm_add_ps(odd, _mm_mul_ps(high, high));
  }
  float sum = sse_sum(_mm_add_ps(even, odd));
  for (; i < size; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

BATON_AVX2 float avx2_sum(__m256 eight) {
  return sse_sum(_mm_add_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1)));
}

/// The mask of the first `count` of eight lanes.
BATON_AVX2 __m256i avx2_first(std::size_t count) {
  const __m256i lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  return _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(count)), lanes);
}

BATON_AVX2 float avx2_inner_product(const void* first, const void* second, const void* size_of_both) {
  const float* a = floats_at(first);
  const float* b = floats_at(second);
  const std::size_t size = size_at(size_of_both);
  __m256 even = _mm256_setzero_ps();
  __m256 odd = _mm256_setzero_ps();
  std::size_t i = 0;
  for (; i + 16 <= size; i += 16) {
    even = _mm256_fmadd_ps(_mm256_loadu_ps(a + i), _mm256_loadu_ps(b + i), even);
    odd = _mm256_fmadd_ps(_mm256_loadu_ps(a + i + 8), _mm256_loadu_ps(b + i + 8), odd);
  }
  for (; i < size; i += 8) {
    const __m256i some = avx2_first(size - i);
    even = _mm256_fmadd_ps(_mm256_maskload_ps(a + i, some), _mm256_maskload_ps(b + i, some), even);
  }
  return -avx2_sum(_mm256_add_ps(even, odd));
}

BATON_AVX2 float avx2_squared_l2(const void* first, const void* second, const void* size_of_both) {
  const float* a = floats_at(first);
  const float* b = floats_at(second);
  const std::size_t size = size_at(size_of_both);
  __m256 even = _mm256_setzero_ps();
  __m256 odd = _mm256_setzero_ps();
  std::size_t i = 0;
  for (; i + 16 <= size; i += 16) {
    const __m256 low = _mm256_sub_ps(_mm256_loadu_ps(a + i), _mm256_loadu_ps(b + i));
    const __m256 high = _mm256_sub_ps(_mm256_loadu_ps(a + i + 8), _mm256_loadu_ps(b + i + 8));
    even = _mm256_fmadd_ps(low, low, even);
    odd = _mm256_fmadd_ps(high, high, odd);
  }
  for (; i < size; i += 8) {
    const __m256i some = avx2_first(size - i);
    const __m256 rest = _mm256_sub_ps(_mm256_maskload_ps(a + i, some), _mm256_maskload_ps(b + i, some));
    even = _mm256_fmadd_ps(rest, rest, even);
  }
  return avx2_sum(_mm256_add_ps(even, odd));
}

/// The mask of the first `count` of sixteen lanes, `count` being less than sixteen.
BATON_AVX512 __mmask16 avx512_first(std::size_t count) { return static_cast<__mmask16>((1U << count) - 1); }

BATON_AVX512 float avx512_inner_product(const void* first, const void* second, const void* size_of_both) {
  const float* a = floats_at(first);
  const float* b = floats_at(second);
  const std::size_t size = size_at(size_of_both);
  __m512 even = _mm512_setzero_ps();
  __m512 odd = _mm512_setzero_ps();
  std::size_t i = 0;
  for (; i + 32 <= size; i += 32) {
    even = _mm512_fmadd_ps(_mm512_loadu_ps(a + i), _mm512_loadu_ps(b + i), even);
    odd = _mm512_fmadd_ps(_mm512_loadu_ps(a + i + 16), _mm512_loadu_ps(b + i + 16), odd);
  }
  if (i + 16 <= size) {
    even = _mm512_fmadd_ps(_mm512_loadu_ps(a + i), _mm512_loadu_ps(b + i), even);
    i += 16;
  }
  if (i < size) {
    const __mmask16 some = avx512_first(size - i);
    odd = _mm512_fmadd_ps(_mm512_maskz_loadu_ps(some, a + i), _mm512_maskz_loadu_ps(some, b + i), odd);
  }
  return -_mm512_reduce_add_ps(_mm512_add_ps(even, odd));
}

BATON_AVX512 float avx512_squared_l2(const void* first, const void* second, const void* size_of_both) {
  const float* a = floats_at(first);
  const float* b = floats_at(second);
  const std::size_t size = size_at(size_of_both);
  __m512 sums = _mm512_setzero_ps();
  std::size_t i = 0;
  for (; i + 16 <= size; i += 16) {
    const __m512 difference = _mm512_sub_ps(_mm512_loadu_ps(a + i), _mm512_loadu_ps(b + i));
    sums = _mm512_fmadd_ps(difference, difference, sums);
  }
  if (i < size) {
    const __mmask16 some = avx512_first(size - i);
    const __m512 difference = _mm512_sub_ps(_mm512_maskz_loadu_ps(some, a + i), _mm512_maskz_loadu_ps(some, b + i));
    sums = _mm512_fmadd_ps(difference, difference, sums);
  }
  return _mm512_reduce_add_ps(sums);
}

constexpr Kernels sse_kernels{"SSE2", sse_inner_product, sse_squared_l2};
constexpr Kernels avx2_kernels{"AVX2", avx2_inner_product, avx2_squared_l2};
constexpr Kernels avx512_kernels{"AVX-512", avx512_inner_product, avx512_squared_l2};

bool has_avx2() { return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0; }
bool has_avx512() {
  return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
         __builtin_cpu_supports("avx512vl") != 0;
}

#undef BATON_AVX2
#undef BATON_AVX512

}  // namespace

void for_each_x86_kernels(NextKernels next, void* with) {
  next(sse_kernels, with);
  if (has_avx2()) next(avx2_kernels, with);
  if (has_avx512()) next(avx512_kernels, with);
}

}  // namespace baton::inline v0

#endif
