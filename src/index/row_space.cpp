#include "row_space.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace baton::inline v0 {
namespace {

constexpr float most_code = 127;

/// What a code of 1 stands for, so that the largest number of a vector gets the largest code.
float scale_of(const float* vector, std::size_t dimensions) {
  float largest = 0;
  for (std::size_t i = 0; i < dimensions; ++i) largest = std::max(largest, std::abs(vector[i]));
  return largest / most_code;
}

std::int8_t code_of_number(float number, float scale) {
  // A scale so small that it is zero, or barely a number, has codes that say nothing; the exact ranking decides then.
  const float code = scale > 0 ? std::nearbyint(number / scale) : 0.0F;
  return static_cast<std::int8_t>(std::clamp(code, -most_code, most_code));
}

void write_codes(const float* vector, std::size_t dimensions, std::byte* row) {
  CodeTail tail{.scale = scale_of(vector, dimensions), .squares = 0};
  for (std::size_t i = 0; i < dimensions; ++i) {
    row[i] = static_cast<std::byte>(code_of_number(vector[i], tail.scale));
    tail.squares += vector[i] * vector[i];
  }
  std::memset(row + dimensions, 0, code_tail_at(dimensions) - dimensions);
  std::memcpy(row + code_tail_at(dimensions), &tail, sizeof tail);
}

void write_signs(const float* vector, std::size_t dimensions, std::byte* row) {
  std::memset(row, 0, sign_words(dimensions) * sizeof(std::uint64_t));
  for (std::size_t i = 0; i < dimensions; ++i) {
    if (vector[i] > 0) row[i / 8] |= std::byte{1} << i % 8;
  }
}

}  // namespace

RowSpace float_space(std::size_t dimensions, VectorMetric metric) noexcept {
  const DistanceKernel kernel = metric == VectorMetric::l2 ? kernels().squared_l2 : kernels().inner_product;
  return {.kernel = kernel, .row_bytes = dimensions * sizeof(float), .dimensions = dimensions};
}

RowSpace row_space(std::size_t dimensions, VectorMetric metric, VectorQuantisation quantisation) noexcept {
  if (quantisation == VectorQuantisation::int8) {
    const DistanceKernel kernel = metric == VectorMetric::l2 ? kernels().code_l2 : kernels().code_product;
    return {.kernel = kernel, .row_bytes = code_tail_at(dimensions) + sizeof(CodeTail), .dimensions = dimensions};
  }
  if (quantisation == VectorQuantisation::binary) {
    const std::size_t bytes = sign_words(dimensions) * sizeof(std::uint64_t);
    return {.kernel = kernels().signs_differ, .row_bytes = bytes, .dimensions = dimensions};
  }
  return float_space(dimensions, metric);
}

void write_row(const float* vector, std::size_t dimensions, VectorQuantisation quantisation, std::byte* row) {
  switch (quantisation) {
    case VectorQuantisation::none: std::memcpy(row, vector, dimensions * sizeof(float)); return;
    case VectorQuantisation::int8: write_codes(vector, dimensions, row); return;
    case VectorQuantisation::binary: write_signs(vector, dimensions, row); return;
  }
}

}  // namespace baton::inline v0
