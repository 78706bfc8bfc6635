#include "code_rows.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace baton::inline v0 {
namespace {

constexpr float most_code = 127;
constexpr std::size_t bits_in_word = 64;

constexpr std::size_t up_to_multiple(std::size_t size, std::size_t of) { return (size + of - 1) / of * of; }

std::size_t tail_place(std::size_t dimensions) { return up_to_multiple(dimensions, alignof(CodeTail)); }

std::size_t code_bytes(std::size_t dimensions, VectorQuantisation quantisation) {
  if (quantisation == VectorQuantisation::int8) return up_to_multiple(tail_place(dimensions) + sizeof(CodeTail), code_lanes);
  return up_to_multiple(dimensions, bits_in_word) / bits_in_word * sizeof(std::uint64_t);
}

/// What a code of 1 stands for, so that the largest number of a row gets the largest code.
float scale_of(const float* row, std::size_t dimensions) {
  float largest = 0;
  for (std::size_t i = 0; i < dimensions; ++i) largest = std::max(largest, std::abs(row[i]));
  return largest / most_code;
}

int code_of_number(float number, float scale) {
  // A scale so small that it is zero, or barely a number, has codes that say nothing; the exact ranking decides then.
  const float code = scale > 0 ? std::nearbyint(number / scale) : 0.0F;
  return static_cast<int>(std::clamp(code, -most_code, most_code));
}

}  // namespace

CodeRows::CodeRows(std::size_t dimensions, VectorMetric metric, VectorQuantisation quantisation)
    : dimensions_(dimensions), metric_(metric), quantisation_(quantisation), rows_(code_bytes(dimensions, quantisation)) {}

void CodeRows::reserve(std::size_t vectors) {
  if (quantisation_ != VectorQuantisation::none) rows_.reserve(vectors);
}

void CodeRows::set(std::uint32_t slot, const float* row) {
  if (quantisation_ == VectorQuantisation::int8) set_int8(slot, row);
  if (quantisation_ == VectorQuantisation::binary) {
    const std::vector<std::uint64_t> bits = signs(row);
    std::memcpy(rows_.row(slot), bits.data(), rows_.row_bytes());
  }
}

void CodeRows::set_int8(std::uint32_t slot, const float* row) {
  CodeTail tail{.scale = scale_of(row, dimensions_), .squares = 0, .sum = 0};
  auto* const codes = rows_.as<std::int8_t>(slot);
  for (std::size_t i = 0; i < dimensions_; ++i) {
    const int code = code_of_number(row[i], tail.scale);
    codes[i] = static_cast<std::int8_t>(code);
    tail.sum += code;
    tail.squares += row[i] * row[i];
  }
  std::memcpy(codes + tail_place(dimensions_), &tail, sizeof tail);
}

CodeRows::Int8Codes CodeRows::int8_codes(const float* row) const {
  Int8Codes result{.codes = std::vector<std::uint8_t>(rows_.row_bytes()), .scale = scale_of(row, dimensions_)};
  for (std::size_t i = 0; i < dimensions_; ++i) {
    result.codes[i] = static_cast<std::uint8_t>(128 + code_of_number(row[i], result.scale));
  }
  return result;
}

std::vector<std::uint64_t> CodeRows::signs(const float* row) const {
  std::vector<std::uint64_t> words(rows_.row_bytes() / sizeof(std::uint64_t));
  for (std::size_t i = 0; i < dimensions_; ++i) {
    if (row[i] > 0) words[i / bits_in_word] |= std::uint64_t{1} << i % bits_in_word;
  }
  return words;
}

Int8Space CodeRows::int8_space() const noexcept {
  return {.rows = &rows_,
          .kernel = kernels().dot_codes,
          .l2 = metric_ == VectorMetric::l2,
          .size = rows_.row_bytes(),
          .tail_at = tail_place(dimensions_)};
}

BinarySpace CodeRows::binary_space() const noexcept {
  return {.rows = &rows_, .kernel = kernels().hamming, .words = rows_.row_bytes() / sizeof(std::uint64_t)};
}

}  // namespace baton::inline v0
