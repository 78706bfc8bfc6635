#include "distance.hpp"

#include "distance_sets.hpp"

namespace baton::inline v0 {
namespace {

// Four sums, so that additions need not wait for each other.
constexpr std::size_t plain_sums = 4;

float plain_inner_product(const void* first, const void* second, const void* size_of_both) {
  const float* a = floats_at(first);
  const float* b = floats_at(second);
  const std::size_t size = size_at(size_of_both);
  float sums[plain_sums] = {};
  std::size_t i = 0;
  for (; i + plain_sums <= size; i += plain_sums) {
    for (std::size_t lane = 0; lane < plain_sums; ++lane) sums[lane] += a[i + lane] * b[i + lane];
  }
  for (; i < size; ++i) sums[0] += a[i] * b[i];
  return -((sums[0] + sums[1]) + (sums[2] + sums[3]));
}

float plain_squared_l2(const void* first, const void* second, const void* size_of_both) {
  const float* a = floats_at(first);
  const float* b = floats_at(second);
  const std::size_t size = size_at(size_of_both);
  float sums[plain_sums] = {};
  std::size_t i = 0;
  for (; i + plain_sums <= size; i += plain_sums) {
    for (std::size_t lane = 0; lane < plain_sums; ++lane) {
      const float difference = a[i + lane] - b[i + lane];
      sums[lane] += difference * difference;
    }
  }
  for (; i < size; ++i) sums[0] += (a[i] - b[i]) * (a[i] - b[i]);
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

std::int32_t plain_codes(const std::int8_t* a, const std::int8_t* b, std::size_t size) {
  return product_of_codes(a, b, 0, size);
}

float plain_signs(const void* first, const void* second, const void* size_of_both) {
  return count_different_signs(first, second, size_of_both);
}

constexpr Kernels plain_kernels{.name = "portable",
                                .inner_product = plain_inner_product,
                                .squared_l2 = plain_squared_l2,
                                .code_product = code_product<plain_codes>,
                                .code_l2 = code_l2<plain_codes>,
                                .signs_differ = plain_signs};

}  // namespace

const Kernels& kernels_without_sets() noexcept { return plain_kernels; }

void for_each_kernels(void (*next)(const Kernels&, void* with), void* with) {
  next(plain_kernels, with);
#if defined(__x86_64__)
  for_each_x86_kernels(next, with);
#elif defined(__ARM_NEON)
  for_each_neon_kernels(next, with);
#endif
}

const Kernels& kernels() noexcept {
  static const Kernels widest = [] {
    Kernels last = plain_kernels;
    for_each_kernels([](const Kernels& each, void* with) { *static_cast<Kernels*>(with) = each; }, &last);
    return last;
  }();
  return widest;
}

}  // namespace baton::inline v0
