#pragma once

#include <cstddef>
#include <cstdint>

#include <baton/index/vector_index.hpp>

#include "distance.hpp"

namespace baton::inline v0 {

/// How the rows of a graph look and how far two of them are apart.
struct RowSpace {
  DistanceKernel kernel = nullptr;
  std::size_t row_bytes = 0;
  std::size_t dimensions = 0;

  [[nodiscard]] float distance(const void* a, const void* b) const noexcept { return kernel(a, b, &dimensions); }
};

/// Rows that are the vectors themselves.
[[nodiscard]] RowSpace float_space(std::size_t dimensions, VectorMetric metric) noexcept;

/// Rows as an index keeps them in its graph: whole or shortened.
[[nodiscard]] RowSpace row_space(std::size_t dimensions, VectorMetric metric, VectorQuantisation quantisation) noexcept;

/// Writes the row of a prepared vector of `dimensions` floats to `row_space(…).row_bytes` bytes at `row`.
void write_row(const float* vector, std::size_t dimensions, VectorQuantisation quantisation, std::byte* row);

}  // namespace baton::inline v0
