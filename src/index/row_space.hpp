#pragma once

#include <cstddef>

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
[[nodiscard]] inline RowSpace float_space(std::size_t dimensions, VectorMetric metric) noexcept {
  const DistanceKernel kernel = metric == VectorMetric::l2 ? kernels().squared_l2 : kernels().inner_product;
  return {.kernel = kernel, .row_bytes = dimensions * sizeof(float), .dimensions = dimensions};
}

}  // namespace baton::inline v0
