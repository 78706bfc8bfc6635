#include "index/code_rows.hpp"

#include <gtest/gtest.h>

#include "index/support.hpp"
#include "index/vector_rows.hpp"

namespace baton {
namespace {

struct Prepared {
  explicit Prepared(std::size_t size, VectorMetric metric, float factor = 1) {
    std::mt19937 random(2);
    for (int i = 0; i < 100; ++i) {
      auto vector = testing::random_vector(size, random);
      for (float& x : vector) x *= factor;
      rows.push_back(prepared(vector, size, metric));
    }
  }
  std::vector<std::vector<float>> rows;
};

TEST(CodeRows, Int8DistancesAreNearlyTheExactOnes) {
  for (const VectorMetric metric : {VectorMetric::cosine, VectorMetric::inner_product, VectorMetric::l2}) {
    for (const std::size_t size : {1UL, 3UL, 52UL, 53UL, 64UL, 100UL, 384UL}) {
      const Prepared given(size, metric);
      CodeRows codes(size, metric, VectorQuantisation::int8);
      codes.reserve(given.rows.size());
      for (std::uint32_t slot = 0; slot < given.rows.size(); ++slot) codes.set(slot, given.rows[slot].data());
      const Int8Space space = codes.int8_space();
      const auto query = codes.int8_codes(given.rows[0].data());
      const float itself = space.distance(query.query(), 0);
      for (std::uint32_t slot = 1; slot < given.rows.size(); ++slot) {
        double exact = 0;
        double squares = 0;
        for (std::size_t i = 0; i < size; ++i) {
          const double a = given.rows[0][i];
          const double b = given.rows[slot][i];
          exact += metric == VectorMetric::l2 ? (a - b) * (a - b) : a * a - a * b;
          squares += a * a + b * b;
        }
        EXPECT_NEAR(space.distance(query.query(), slot) - itself, exact, 0.03 * squares + 1e-6) << size;
      }
    }
  }
}

TEST(CodeRows, BinaryDistancesCountTheSigns) {
  const Prepared given(70, VectorMetric::cosine);
  CodeRows codes(70, VectorMetric::cosine, VectorQuantisation::binary);
  codes.reserve(2);
  codes.set(0, given.rows[0].data());
  codes.set(1, given.rows[1].data());
  float differ = 0;
  for (std::size_t i = 0; i < 70; ++i) differ += (given.rows[0][i] > 0) != (given.rows[1][i] > 0) ? 1.0F : 0.0F;
  const auto signs = codes.signs(given.rows[0].data());
  EXPECT_EQ(codes.binary_space().distance(signs.data(), 0), 0.0F);
  EXPECT_EQ(codes.binary_space().distance(signs.data(), 1), differ);
}

TEST(CodeRows, NumbersNearZeroAndVeryLargeOnesStayNumbers) {
  for (const float factor : {0.0F, 1e-44F, 1e-20F, 1e17F}) {
    const Prepared given(8, VectorMetric::inner_product, factor);
    CodeRows codes(8, VectorMetric::inner_product, VectorQuantisation::int8);
    codes.reserve(1);
    codes.set(0, given.rows[0].data());
    const float distance = codes.int8_space().distance(codes.int8_codes(given.rows[1].data()).query(), 0);
    EXPECT_TRUE(std::isfinite(distance)) << factor;
  }
}

}  // namespace
}  // namespace baton
