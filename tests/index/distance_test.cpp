#include "index/distance.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
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

/// Rows of codes and of signs behind an odd byte.
struct Codes {
  Codes(std::size_t dimensions, std::mt19937& random) : size(dimensions) {
    for (auto* row : {&a, &b}) {
      row->resize(1 + code_tail_at(size) + sizeof(CodeTail) + sign_words(size) * 8);
      for (std::byte& each : *row) each = static_cast<std::byte>(random());
      for (std::size_t i = 1; i <= size; ++i) {
        if ((*row)[i] == std::byte{0x80}) (*row)[i] = std::byte{0x81};
      }
      const CodeTail tail{.scale = 0.5F, .squares = 3};
      std::memcpy(row->data() + 1 + code_tail_at(size), &tail, sizeof tail);
    }
  }
  std::size_t size;
  std::vector<std::byte> a, b;
};

void agree_on_codes(const Kernels& with, void* given) {
  const Codes& codes = *static_cast<const Codes*>(given);
  std::int64_t product = 0;
  for (std::size_t i = 1; i <= codes.size; ++i) {
    product += std::int64_t{static_cast<std::int8_t>(codes.a[i])} * static_cast<std::int8_t>(codes.b[i]);
  }
  int bits = 0;
  for (std::size_t i = 1; i <= sign_words(codes.size) * 8; ++i) bits += std::popcount(std::to_integer<unsigned>(codes.a[i] ^ codes.b[i]));
  const std::string where = std::string(with.name) + " of " + std::to_string(codes.size);
  const void* const a = codes.a.data() + 1;
  const void* const b = codes.b.data() + 1;
  EXPECT_EQ(with.code_product(a, b, &codes.size), -0.25F * static_cast<float>(product)) << where;
  EXPECT_EQ(with.code_l2(a, b, &codes.size), 6 - 0.5F * static_cast<float>(product)) << where;
  EXPECT_EQ(with.signs_differ(a, b, &codes.size), static_cast<float>(bits)) << where;
}

TEST(Distance, EverySetOfInstructionsAgreesOnCodes) {
  std::mt19937 random(2);
  for (std::size_t size = 1; size <= 300; ++size) {
    Codes codes(size, random);
    for_each_kernels(agree_on_codes, &codes);
  }
}

TEST(Distance, TheLargestCodesDoNotOverflow) {
  std::mt19937 random(3);
  for (const int code : {-127, 127}) {
    Codes codes(65'536, random);
    std::fill_n(codes.a.begin() + 1, codes.size, std::byte{127});
    std::fill_n(codes.b.begin() + 1, codes.size, static_cast<std::byte>(code));
    for_each_kernels(agree_on_codes, &codes);
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
