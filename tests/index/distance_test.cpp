#include "index/distance.hpp"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace baton {
namespace {

struct Rows {
  std::vector<float> a, b;
  std::vector<std::uint8_t> codes;
  std::vector<std::int8_t> signed_codes;
  std::vector<std::uint64_t> bits, other_bits;
};

Rows random_rows(std::size_t size, std::mt19937& random) {
  Rows rows;
  std::normal_distribution<float> normal;
  for (std::size_t i = 0; i < size; ++i) {
    rows.a.push_back(normal(random));
    rows.b.push_back(normal(random));
    rows.codes.push_back(static_cast<std::uint8_t>(random()));
    rows.signed_codes.push_back(static_cast<std::int8_t>(static_cast<int>(random() % 255) - 127));
    rows.bits.push_back(std::uint64_t{random()} << 32 | random());
    rows.other_bits.push_back(std::uint64_t{random()} << 32 | random());
  }
  return rows;
}

void agree(const Kernels& with, void* given) {
  const Rows& rows = *static_cast<const Rows*>(given);
  const std::size_t size = rows.a.size();
  double dot = 0;
  double squared = 0;
  std::int64_t codes = 0;
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < size; ++i) {
    dot += double{rows.a[i]} * double{rows.b[i]};
    squared += (double{rows.a[i]} - double{rows.b[i]}) * (double{rows.a[i]} - double{rows.b[i]});
    codes += std::int64_t{rows.codes[i]} * rows.signed_codes[i];
    for (std::uint64_t rest = rows.bits[i] ^ rows.other_bits[i]; rest != 0; rest &= rest - 1) ++bits;
  }
  const std::string where = std::string(with.name) + " of " + std::to_string(size);
  EXPECT_NEAR(with.dot(rows.a.data(), rows.b.data(), size), dot, 1e-3) << where;
  EXPECT_NEAR(with.squared_l2(rows.a.data(), rows.b.data(), size), squared, 1e-2) << where;
  if (size % code_lanes == 0) {
    EXPECT_EQ(with.dot_codes(rows.codes.data(), rows.signed_codes.data(), size), codes) << where;
  }
  EXPECT_EQ(with.hamming(rows.bits.data(), rows.other_bits.data(), size), bits) << where;
}

TEST(Distance, EverySetOfInstructionsAgreesWithTheDefinition) {
  std::mt19937 random(1);
  for (std::size_t size = float_lanes; size <= 40 * float_lanes; size += float_lanes) {
    Rows rows = random_rows(size, random);
    for_each_kernels(agree, &rows);
  }
}

TEST(Distance, TheLargestCodesDoNotOverflow) {
  Rows rows;
  rows.a = rows.b = std::vector<float>(64, 0.0F);
  rows.bits = rows.other_bits = std::vector<std::uint64_t>(64, 0);
  rows.codes.assign(64, 255);
  for (const int code : {-127, 127}) {
    rows.signed_codes.assign(64, static_cast<std::int8_t>(code));
    for_each_kernels(agree, &rows);
  }
}

TEST(Distance, TheWidestIsChosen) {
  const char* last = nullptr;
  for_each_kernels([](const Kernels& each, void* with) { *static_cast<const char**>(with) = each.name; }, &last);
  EXPECT_STREQ(kernels().name, last);
}

}  // namespace
}  // namespace baton
