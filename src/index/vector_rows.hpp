#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <baton/index/vector_index.hpp>

namespace baton::inline v0 {

/// A vector as a row has it: checked, and of length 1 where only directions count. Throws `invalid_argument`.
[[nodiscard]] std::vector<float> prepared(std::span<const float> vector, std::size_t dimensions, VectorMetric metric);

/// Whether a row could have come from `prepared`.
[[nodiscard]] bool is_prepared(std::span<const float> row, VectorMetric metric) noexcept;

/// What a match is told for a distance between rows: larger is nearer.
[[nodiscard]] float score_of(float distance, VectorMetric metric) noexcept;

}  // namespace baton::inline v0
