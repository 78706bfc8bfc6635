#include "vector_rows.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include <baton/core/error.hpp>

#include "core/cosine.hpp"

namespace baton::inline v0 {
namespace {

// The sums of squares of two such vectors still fit a float.
constexpr double longest = 1e18;
constexpr double length_tolerance = 1e-3;

[[noreturn]] void refuse_vector(std::string message) { throw Error(ErrorCode::invalid_argument, std::move(message)); }

}  // namespace

std::vector<float> prepared(std::span<const float> vector, std::size_t dimensions, VectorMetric metric) {
  if (vector.size() != dimensions) {
    refuse_vector("a vector of " + std::to_string(vector.size()) + " dimensions was given, and the index has " +
                  std::to_string(dimensions) + ": use the embedder the index was made with");
  }
  const double length = length_of(vector);
  if (!std::isfinite(length)) refuse_vector("a vector holds NaN or an infinity: check the embedder");
  std::vector<float> row(vector.begin(), vector.end());
  if (metric == VectorMetric::cosine) {
    if (length == 0.0) refuse_vector("a zero vector has no direction: leave such texts out");
    for (float& x : row) x = static_cast<float>(x * (1.0 / length));
  } else if (length > longest) {
    refuse_vector("a vector is longer than 1e18, so that its products overflow: scale the vectors");
  }
  return row;
}

bool is_prepared(std::span<const float> row, VectorMetric metric) noexcept {
  const double length = length_of(row);
  // Written so that NaN fails.
  return metric == VectorMetric::cosine ? std::abs(length - 1.0) < length_tolerance : length <= longest * 1.001;
}

float score_of(float distance, VectorMetric metric) noexcept {
  return metric == VectorMetric::l2 ? -std::sqrt(distance) : -distance;
}

}  // namespace baton::inline v0
