#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include <baton/index/vector_index.hpp>

#include "chunked_rows.hpp"
#include "spaces.hpp"

namespace baton::inline v0 {

/// How many floats a row of the index takes.
[[nodiscard]] constexpr std::size_t padded_floats(std::size_t dimensions) noexcept {
  return (dimensions + float_lanes - 1) / float_lanes * float_lanes;
}

/// A vector as a row has it: checked, of length 1 where only directions count, filled up with zeros. Throws
/// `invalid_argument`.
[[nodiscard]] std::vector<float> prepared(std::span<const float> vector, std::size_t dimensions, VectorMetric metric);

/// What a match is told for a distance of its space: larger is nearer.
[[nodiscard]] float score_of(float distance, VectorMetric metric) noexcept;

[[nodiscard]] FloatSpace float_space(const ChunkedRows& rows, VectorMetric metric) noexcept;

}  // namespace baton::inline v0
