#include "distance_sets.hpp"

#if defined(__x86_64__)

// GCC 12's own header reads a variable before it is set, on purpose, and warns of it where it is inlined.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#include <immintrin.h>
#pragma GCC diagnostic pop

namespace baton::inline v0 {
namespace {

#define BATON_AVX2 [[gnu::target("avx2,fma,popcnt")]]
#define BATON_VNNI [[gnu::target("avx512f,avx512bw,avx512vnni")]]
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

std::int32_t sse_codes_sum(__m128i four) {
  const __m128i two = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0b1110));
  return _mm_cvtsi128_si32(_mm_add_epi32(two, _mm_shuffle_epi32(two, 1)));
}

__m128i sse_codes_at(const std::int8_t* codes) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(codes)); }

std::int32_t sse_codes(const std::int8_t* a, const std::int8_t* b, std::size_t size) {
  const auto low = [](__m128i codes) { return _mm_srai_epi16(_mm_unpacklo_epi8(codes, codes), 8); };
  const auto high = [](__m128i codes) { return _mm_srai_epi16(_mm_unpackhi_epi8(codes, codes), 8); };
  __m128i sums = _mm_setzero_si128();
  std::size_t i = 0;
  for (; i + 16 <= size; i += 16) {
    const __m128i left = sse_codes_at(a + i);
    const __m128i right = sse_codes_at(b + i);
    sums = _mm_add_epi32(sums, _mm_madd_epi16(low(left), low(right)));
    sums = _mm_add_epi32(sums, _mm_madd_epi16(high(left), high(right)));
  }
  return sse_codes_sum(sums) + product_of_codes(a, b, i, size);
}

BATON_AVX2 std::int32_t avx2_codes(const std::int8_t* a, const std::int8_t* b, std::size_t size) {
  __m256i sums = _mm256_setzero_si256();
  std::size_t i = 0;
  for (; i + 16 <= size; i += 16) {
    const __m256i left = _mm256_cvtepi8_epi16(sse_codes_at(a + i));
    const __m256i right = _mm256_cvtepi8_epi16(sse_codes_at(b + i));
    sums = _mm256_add_epi32(sums, _mm256_madd_epi16(left, right));
  }
  const __m128i four = _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
  return sse_codes_sum(four) + product_of_codes(a, b, i, size);
}

BATON_AVX512 std::int32_t avx512_codes(const std::int8_t* a, const std::int8_t* b, std::size_t size) {
  __m512i sums = _mm512_setzero_si512();
  for (std::size_t i = 0; i < size; i += 32) {
    const auto some = static_cast<__mmask32>(size - i < 32 ? (1U << (size - i)) - 1 : ~0U);
    const __m512i left = _mm512_cvtepi8_epi16(_mm256_maskz_loadu_epi8(some, a + i));
    const __m512i right = _mm512_cvtepi8_epi16(_mm256_maskz_loadu_epi8(some, b + i));
    sums = _mm512_add_epi32(sums, _mm512_madd_epi16(left, right));
  }
  return _mm512_reduce_add_epi32(sums);
}

// The instruction multiplies unsigned by signed: 128 is added to one side, and its share taken away again.
BATON_VNNI std::int32_t vnni_codes(const std::int8_t* a, const std::int8_t* b, std::size_t size) {
  const __m512i shift = _mm512_set1_epi8(static_cast<char>(0x80));
  __m512i sums = _mm512_setzero_si512();
  __m512i shares = _mm512_setzero_si512();
  for (std::size_t i = 0; i < size; i += 64) {
    const __mmask64 some = size - i < 64 ? (__mmask64{1} << (size - i)) - 1 : ~__mmask64{0};
    const __m512i left = _mm512_xor_si512(_mm512_maskz_loadu_epi8(some, a + i), shift);
    const __m512i right = _mm512_maskz_loadu_epi8(some, b + i);
    sums = _mm512_dpbusd_epi32(sums, left, right);
    shares = _mm512_dpbusd_epi32(shares, shift, right);
  }
  return _mm512_reduce_add_epi32(_mm512_sub_epi32(sums, shares));
}

BATON_AVX2 float popcnt_signs(const void* first, const void* second, const void* size_of_both) {
  return count_different_signs(first, second, size_of_both);
}

bool has_avx2() {
  return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0 && __builtin_cpu_supports("popcnt") != 0;
}
bool has_avx512() {
  return has_avx2() && __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
         __builtin_cpu_supports("avx512vl") != 0;
}

#undef BATON_AVX2
#undef BATON_AVX512
#undef BATON_VNNI

}  // namespace

void for_each_x86_kernels(NextKernels next, void* with) {
  Kernels set{.name = "SSE2",
              .inner_product = sse_inner_product,
              .squared_l2 = sse_squared_l2,
              .code_product = code_product<sse_codes>,
              .code_l2 = code_l2<sse_codes>,
              .signs_differ = kernels_without_sets().signs_differ};
  next(set, with);
  if (!has_avx2()) return;
  set = {"AVX2", avx2_inner_product, avx2_squared_l2, code_product<avx2_codes>, code_l2<avx2_codes>, popcnt_signs};
  next(set, with);
  if (!has_avx512()) return;
  set = {"AVX-512", avx512_inner_product, avx512_squared_l2, code_product<avx512_codes>, code_l2<avx512_codes>, popcnt_signs};
  next(set, with);
  if (__builtin_cpu_supports("avx512vnni") == 0) return;
  set.name = "AVX-512 VNNI";
  set.code_product = code_product<vnni_codes>;
  set.code_l2 = code_l2<vnni_codes>;
  next(set, with);
}

}  // namespace baton::inline v0

#endif
