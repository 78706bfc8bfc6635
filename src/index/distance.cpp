#include "distance.hpp"

#include <bit>

#if defined(__x86_64__)
// GCC 12's own header reads a variable before it is set, on purpose, and warns of it where it is inlined.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#include <immintrin.h>
#pragma GCC diagnostic pop
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

namespace baton::inline v0 {
namespace {

// Sixteen sums side by side: any compiler turns the inner loop into its vector instructions.
float dot_plain(const float* a, const float* b, std::size_t size) {
  float sums[float_lanes] = {};
  for (std::size_t i = 0; i < size; i += float_lanes) {
    for (std::size_t lane = 0; lane < float_lanes; ++lane) sums[lane] += a[i + lane] * b[i + lane];
  }
  float sum = 0;
  for (const float part : sums) sum += part;
  return sum;
}

float squared_l2_plain(const float* a, const float* b, std::size_t size) {
  float sums[float_lanes] = {};
  for (std::size_t i = 0; i < size; i += float_lanes) {
    for (std::size_t lane = 0; lane < float_lanes; ++lane) {
      const float difference = a[i + lane] - b[i + lane];
      sums[lane] += difference * difference;
    }
  }
  float sum = 0;
  for (const float part : sums) sum += part;
  return sum;
}

std::int32_t dot_codes_plain(const std::uint8_t* a, const std::int8_t* b, std::size_t size) {
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < size; ++i) sum += std::int32_t{a[i]} * std::int32_t{b[i]};
  return sum;
}

std::uint32_t hamming_plain(const std::uint64_t* a, const std::uint64_t* b, std::size_t words) {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < words; ++i) bits += static_cast<std::uint32_t>(std::popcount(a[i] ^ b[i]));
  return bits;
}

constexpr Kernels plain{"portable", dot_plain, squared_l2_plain, dot_codes_plain, hamming_plain};

#if defined(__x86_64__)

#define BATON_AVX2 [[gnu::target("avx2,fma,popcnt")]]
#define BATON_AVX512 [[gnu::target("avx512f,avx512bw,avx512vl,avx512dq,popcnt")]]

BATON_AVX2 float sum_avx2(__m256 values) {
  const __m128 four = _mm_add_ps(_mm256_castps256_ps128(values), _mm256_extractf128_ps(values, 1));
  const __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
}

BATON_AVX2 float dot_avx2(const float* a, const float* b, std::size_t size) {
  __m256 first = _mm256_setzero_ps();
  __m256 second = _mm256_setzero_ps();
  for (std::size_t i = 0; i < size; i += 16) {
    first = _mm256_fmadd_ps(_mm256_loadu_ps(a + i), _mm256_loadu_ps(b + i), first);
    second = _mm256_fmadd_ps(_mm256_loadu_ps(a + i + 8), _mm256_loadu_ps(b + i + 8), second);
  }
  return sum_avx2(_mm256_add_ps(first, second));
}

BATON_AVX2 float squared_l2_avx2(const float* a, const float* b, std::size_t size) {
  __m256 first = _mm256_setzero_ps();
  __m256 second = _mm256_setzero_ps();
  for (std::size_t i = 0; i < size; i += 16) {
    const __m256 low = _mm256_sub_ps(_mm256_loadu_ps(a + i), _mm256_loadu_ps(b + i));
    const __m256 high = _mm256_sub_ps(_mm256_loadu_ps(a + i + 8), _mm256_loadu_ps(b + i + 8));
    first = _mm256_fmadd_ps(low, low, first);
    second = _mm256_fmadd_ps(high, high, second);
  }
  return sum_avx2(_mm256_add_ps(first, second));
}

BATON_AVX2 std::int32_t dot_codes_avx2(const std::uint8_t* a, const std::int8_t* b, std::size_t size) {
  __m256i sums = _mm256_setzero_si256();
  for (std::size_t i = 0; i < size; i += 16) {
    const __m256i left = _mm256_cvtepu8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(a + i)));
    const __m256i right = _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(b + i)));
    sums = _mm256_add_epi32(sums, _mm256_madd_epi16(left, right));
  }
  alignas(32) std::int32_t parts[8];
  _mm256_store_si256(reinterpret_cast<__m256i*>(parts), sums);
  std::int32_t sum = 0;
  for (const std::int32_t part : parts) sum += part;
  return sum;
}

BATON_AVX2 std::uint32_t hamming_popcnt(const std::uint64_t* a, const std::uint64_t* b, std::size_t words) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < words; ++i) bits += static_cast<std::uint64_t>(_mm_popcnt_u64(a[i] ^ b[i]));
  return static_cast<std::uint32_t>(bits);
}

BATON_AVX512 float dot_avx512(const float* a, const float* b, std::size_t size) {
  __m512 first = _mm512_setzero_ps();
  __m512 second = _mm512_setzero_ps();
  std::size_t i = 0;
  for (; i + 32 <= size; i += 32) {
    first = _mm512_fmadd_ps(_mm512_loadu_ps(a + i), _mm512_loadu_ps(b + i), first);
    second = _mm512_fmadd_ps(_mm512_loadu_ps(a + i + 16), _mm512_loadu_ps(b + i + 16), second);
  }
  if (i < size) first = _mm512_fmadd_ps(_mm512_loadu_ps(a + i), _mm512_loadu_ps(b + i), first);
  return _mm512_reduce_add_ps(_mm512_add_ps(first, second));
}

BATON_AVX512 float squared_l2_avx512(const float* a, const float* b, std::size_t size) {
  __m512 sums = _mm512_setzero_ps();
  for (std::size_t i = 0; i < size; i += 16) {
    const __m512 difference = _mm512_sub_ps(_mm512_loadu_ps(a + i), _mm512_loadu_ps(b + i));
    sums = _mm512_fmadd_ps(difference, difference, sums);
  }
  return _mm512_reduce_add_ps(sums);
}

BATON_AVX512 std::int32_t dot_codes_avx512(const std::uint8_t* a, const std::int8_t* b, std::size_t size) {
  __m512i sums = _mm512_setzero_si512();
  for (std::size_t i = 0; i < size; i += 32) {
    const __m512i left = _mm512_cvtepu8_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(a + i)));
    const __m512i right = _mm512_cvtepi8_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(b + i)));
    sums = _mm512_add_epi32(sums, _mm512_madd_epi16(left, right));
  }
  return _mm512_reduce_add_epi32(sums);
}

[[gnu::target("avx512f,avx512bw,avx512vnni")]] std::int32_t dot_codes_vnni(const std::uint8_t* a,
                                                                         const std::int8_t* b,
                                                                         std::size_t size) {
  __m512i sums = _mm512_setzero_si512();
  for (std::size_t i = 0; i < size; i += 64) {
    sums = _mm512_dpbusd_epi32(sums, _mm512_loadu_si512(a + i), _mm512_loadu_si512(b + i));
  }
  return _mm512_reduce_add_epi32(sums);
}

constexpr Kernels avx2{"AVX2", dot_avx2, squared_l2_avx2, dot_codes_avx2, hamming_popcnt};
constexpr Kernels avx512{"AVX-512", dot_avx512, squared_l2_avx512, dot_codes_avx512, hamming_popcnt};
constexpr Kernels vnni{"AVX-512 VNNI", dot_avx512, squared_l2_avx512, dot_codes_vnni, hamming_popcnt};

bool has_avx2() { return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0 && __builtin_cpu_supports("popcnt") != 0; }
bool has_avx512() {
  return has_avx2() && __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
         __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512dq") != 0;
}

#elif defined(__ARM_NEON)

float dot_neon(const float* a, const float* b, std::size_t size) {
  float32x4_t sums[4] = {vdupq_n_f32(0), vdupq_n_f32(0), vdupq_n_f32(0), vdupq_n_f32(0)};
  for (std::size_t i = 0; i < size; i += 16) {
    for (std::size_t k = 0; k < 4; ++k) sums[k] = vmlaq_f32(sums[k], vld1q_f32(a + i + 4 * k), vld1q_f32(b + i + 4 * k));
  }
  const float32x4_t sum = vaddq_f32(vaddq_f32(sums[0], sums[1]), vaddq_f32(sums[2], sums[3]));
  return vgetq_lane_f32(sum, 0) + vgetq_lane_f32(sum, 1) + vgetq_lane_f32(sum, 2) + vgetq_lane_f32(sum, 3);
}

float squared_l2_neon(const float* a, const float* b, std::size_t size) {
  float32x4_t sums[4] = {vdupq_n_f32(0), vdupq_n_f32(0), vdupq_n_f32(0), vdupq_n_f32(0)};
  for (std::size_t i = 0; i < size; i += 16) {
    for (std::size_t k = 0; k < 4; ++k) {
      const float32x4_t difference = vsubq_f32(vld1q_f32(a + i + 4 * k), vld1q_f32(b + i + 4 * k));
      sums[k] = vmlaq_f32(sums[k], difference, difference);
    }
  }
  const float32x4_t sum = vaddq_f32(vaddq_f32(sums[0], sums[1]), vaddq_f32(sums[2], sums[3]));
  return vgetq_lane_f32(sum, 0) + vgetq_lane_f32(sum, 1) + vgetq_lane_f32(sum, 2) + vgetq_lane_f32(sum, 3);
}

constexpr Kernels neon{"NEON", dot_neon, squared_l2_neon, dot_codes_plain, hamming_plain};

#endif

}  // namespace

void for_each_kernels(void (*next)(const Kernels&, void* with), void* with) {
  next(plain, with);
#if defined(__x86_64__)
  if (has_avx2()) next(avx2, with);
  if (has_avx512()) next(avx512, with);
  if (has_avx512() && __builtin_cpu_supports("avx512vnni") != 0) next(vnni, with);
#elif defined(__ARM_NEON)
  next(neon, with);
#endif
}

const Kernels& kernels() noexcept {
  static const Kernels widest = [] {
    Kernels last = plain;
    for_each_kernels([](const Kernels& each, void* with) { *static_cast<Kernels*>(with) = each; }, &last);
    return last;
  }();
  return widest;
}

}  // namespace baton::inline v0
