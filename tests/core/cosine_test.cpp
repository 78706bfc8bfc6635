#include "core/cosine.hpp"

#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace baton {
namespace {

using Vector = std::vector<float>;

TEST(Cosine, OfAnyTwoVectors) {
  EXPECT_NEAR(cosine_of(Vector{1, 2}, Vector{2, 4}).value(), 1.0, 1e-12);
  EXPECT_NEAR(cosine_of(Vector{1, 0}, Vector{0, 3}).value(), 0.0, 1e-12);
  EXPECT_NEAR(cosine_of(Vector{1, 2}, Vector{-2, -4}).value(), -1.0, 1e-12);
  EXPECT_EQ(cosine_of(Vector{0, 0}, Vector{1, 1}), std::nullopt);
  EXPECT_EQ(cosine_of(Vector{1}, Vector{1, 1}), std::nullopt);
  EXPECT_EQ(cosine_of({}, {}), std::nullopt);
  EXPECT_EQ(cosine_of(Vector{1, std::numeric_limits<float>::quiet_NaN()}, Vector{1, 1}), std::nullopt);
}

TEST(Cosine, TheLargestAndTheSmallestFloatsStayInRange) {
  for (const float size : {std::numeric_limits<float>::max(), std::numeric_limits<float>::denorm_min()}) {
    EXPECT_NEAR(cosine_of(Vector{size, size}, Vector{size, 0}).value(), 0.70710678, 1e-6);
  }
}

}  // namespace
}  // namespace baton
