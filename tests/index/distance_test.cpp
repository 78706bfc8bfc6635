#include "index/distance.hpp"

#include <random>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace baton {
namespace {

/// Two vectors behind each other at an odd address, as rows of a graph may be.
struct Pair {
  explicit Pair(std::size_t dimensions, std::mt19937& random) : size(dimensions) {
    std::normal_distribution<float> normal;
    for (std::size_t i = 0; i < size + 1; ++i) {
      a.push_back(normal(random));
      b.push_back(normal(random));
    }
  }
  std::size_t size;
  std::vector<float> a, b;
};

void agree(const Kernels& with, void* given) {
  const Pair& pair = *static_cast<const Pair*>(given);
  double product = 0;
  double squared = 0;
  for (std::size_t i = 1; i <= pair.size; ++i) {
    product += double{pair.a[i]} * double{pair.b[i]};
    squared += (double{pair.a[i]} - double{pair.b[i]}) * (double{pair.a[i]} - double{pair.b[i]});
  }
  const std::string where = std::string(with.name) + " of " + std::to_string(pair.size);
  const double tolerance = 1e-6 * static_cast<double>(pair.size + 10);
  EXPECT_NEAR(with.inner_product(pair.a.data() + 1, pair.b.data() + 1, &pair.size), -product, tolerance) << where;
  EXPECT_NEAR(with.squared_l2(pair.a.data() + 1, pair.b.data() + 1, &pair.size), squared, 4 * tolerance) << where;
}

TEST(Distance, EverySetOfInstructionsAgreesWithTheDefinition) {
  std::mt19937 random(1);
  for (std::size_t size = 1; size <= 300; ++size) {
    Pair pair(size, random);
    for_each_kernels(agree, &pair);
  }
  for (const std::size_t size : {768UL, 1536UL, 4096UL}) {
    Pair pair(size, random);
    for_each_kernels(agree, &pair);
  }
}

TEST(Distance, TheWidestIsChosenAndEachHasAName) {
  std::vector<std::string> names;
  for_each_kernels([](const Kernels& each, void* all) { static_cast<std::vector<std::string>*>(all)->emplace_back(each.name); }, &names);
  EXPECT_EQ(kernels().name, names.back());
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
#if defined(__x86_64__)
  ASSERT_GE(names.size(), 2U);
  EXPECT_EQ(names[1], "SSE2");
#endif
}

}  // namespace
}  // namespace baton
