#include "vector_rows.hpp"

#include <cmath>
#include <string>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

// The sums of squares of two such vectors still fit a float.
constexpr double longest = 1e18;

[[noreturn]] void refuse_vector(std::string message) { throw Error(ErrorCode::invalid_argument, std::move(message)); }

double checked_length(std::span<const float> vector, std::size_t dimensions) {
  if (vector.size() != dimensions) {
    refuse_vector("a vector of " + std::to_string(vector.size()) + " dimensions was given, and the index has " +
                  std::to_string(dimensions) + ": use the embedder the index was made with");
  }
  double squares = 0.0;
  for (const float x : vector) squares += double{x} * double{x};
  if (!std::isfinite(squares)) refuse_vector("a vector holds NaN or an infinity: check the embedder");
  return std::sqrt(squares);
}

}  // namespace

std::vector<float> prepared(std::span<const float> vector, std::size_t dimensions, VectorMetric metric) {
  const double length = checked_length(vector, dimensions);
  double scale = 1.0;
  if (metric == VectorMetric::cosine) {
    if (length == 0.0) refuse_vector("a zero vector has no direction: leave such texts out");
    scale = 1.0 / length;
  } else if (length > longest) {
    refuse_vector("a vector is longer than 1e18, so that its products overflow: scale the vectors");
  }
  std::vector<float> row(padded_floats(dimensions));
  for (std::size_t i = 0; i < dimensions; ++i) row[i] = static_cast<float>(vector[i] * scale);
  return row;
}

float score_of(float distance, VectorMetric metric) noexcept {
  return metric == VectorMetric::l2 ? -std::sqrt(distance) : -distance;
}

FloatSpace float_space(const ChunkedRows& rows, VectorMetric metric) noexcept {
  const bool l2 = metric == VectorMetric::l2;
  return {.rows = &rows,
          .kernel = l2 ? kernels().squared_l2 : kernels().dot,
          .sign = l2 ? 1.0F : -1.0F,
          .size = rows.row_bytes() / sizeof(float)};
}

}  // namespace baton::inline v0
