#include "index/row_space.hpp"

#include <gtest/gtest.h>

#include "index/support.hpp"
#include "index/vector_rows.hpp"

namespace baton {
namespace {

struct Rows {
  Rows(std::size_t size, VectorMetric metric, VectorQuantisation how, float factor = 1)
      : space(row_space(size, metric, how)) {
    std::mt19937 random(2);
    for (int i = 0; i < 60; ++i) {
      auto vector = testing::random_vector(size, random);
      for (float& x : vector) x *= factor;
      vectors.push_back(prepared(vector, size, metric));
      // One byte further than allocated memory lies: rows may begin anywhere.
      rows.emplace_back(space.row_bytes + 1);
      write_row(vectors.back().data(), size, how, rows.back().data() + 1);
    }
  }
  [[nodiscard]] float distance(std::size_t a, std::size_t b) const {
    return space.distance(rows[a].data() + 1, rows[b].data() + 1);
  }
  RowSpace space;
  std::vector<std::vector<float>> vectors;
  std::vector<std::vector<std::byte>> rows;
};

TEST(RowSpace, CodesGiveNearlyTheExactDistances) {
  for (const VectorMetric metric : {VectorMetric::cosine, VectorMetric::inner_product, VectorMetric::l2}) {
    for (const std::size_t size : {1UL, 3UL, 31UL, 32UL, 53UL, 64UL, 100UL, 384UL}) {
      const Rows rows(size, metric, VectorQuantisation::int8);
      for (std::size_t other = 0; other < rows.rows.size(); ++other) {
        double exact = 0;
        double squares = 0;
        for (std::size_t i = 0; i < size; ++i) {
          const double a = rows.vectors[0][i];
          const double b = rows.vectors[other][i];
          exact += metric == VectorMetric::l2 ? (a - b) * (a - b) : -a * b;
          squares += a * a + b * b;
        }
        EXPECT_NEAR(rows.distance(0, other), exact, 0.02 * squares + 1e-6) << size;
      }
    }
  }
}

TEST(RowSpace, SignsAreCounted) {
  const Rows rows(70, VectorMetric::cosine, VectorQuantisation::binary);
  float differ = 0;
  for (std::size_t i = 0; i < 70; ++i) differ += (rows.vectors[0][i] > 0) != (rows.vectors[1][i] > 0) ? 1.0F : 0.0F;
  EXPECT_EQ(rows.distance(0, 0), 0.0F);
  EXPECT_EQ(rows.distance(0, 1), differ);
  EXPECT_EQ(rows.space.row_bytes, 16U);
}

TEST(RowSpace, NumbersNearZeroAndVeryLargeOnesStayNumbers) {
  for (const float factor : {0.0F, 1e-44F, 1e-20F, 1e17F}) {
    const Rows rows(8, VectorMetric::inner_product, VectorQuantisation::int8, factor);
    EXPECT_TRUE(std::isfinite(rows.distance(0, 1))) << factor;
  }
}

}  // namespace
}  // namespace baton
