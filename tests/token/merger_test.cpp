#include "token/merger.hpp"

#include <random>

#include <gtest/gtest.h>

namespace baton::token {
namespace {

using Ids = std::vector<std::uint32_t>;

constexpr std::uint32_t powers[] = {2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};

/// Each power of two merges with itself to the next one of `powers`.
MergeTable doubling() {
  MergeTable table;
  for (std::uint32_t i = 0; i < 10; ++i) table.add(1U << i, 1U << i, i);
  return table;
}

TEST(Merger, MergesTheLeftmostOfEqualRanks) {
  const auto table = doubling();
  Merger merger(table, powers);
  Ids out = {99};
  merger.merge(Ids{1, 1, 1}, out);
  merger.merge(Ids{}, out);
  merger.merge(Ids{7}, out);
  EXPECT_EQ(out, (Ids{99, 2, 1, 7}));
}

TEST(Merger, ShortAndLongPiecesEndAlike) {
  std::mt19937 random(3);
  MergeTable table;
  Ids made;
  for (std::uint32_t i = 0; i < 300; ++i) {
    table.add(static_cast<std::uint32_t>(random() % 40), static_cast<std::uint32_t>(random() % 40), i);
    made.push_back(static_cast<std::uint32_t>(random() % 40));
  }
  for (int round = 0; round < 200; ++round) {
    // The same symbols twice, with one between them that merges with nothing.
    Ids symbols;
    for (auto size = 1 + random() % 128; size > 0; --size) symbols.push_back(static_cast<std::uint32_t>(random() % 40));
    Ids once;
    Merger(table, made).merge(symbols, once);
    Ids many;
    for (int i = 0; i < 100; ++i) {
      many.insert(many.end(), symbols.begin(), symbols.end());
      many.push_back(1000);
    }
    Ids out;
    Merger(table, made).merge(many, out);
    ASSERT_EQ(out.size(), (once.size() + 1) * 100);
    for (std::size_t i = 0; i < out.size(); ++i) ASSERT_EQ(out[i], i % (once.size() + 1) == once.size() ? 1000 : once[i % (once.size() + 1)]);
  }
}

TEST(Merger, AMillionEqualSymbolsTakeNoTime) {
  const auto table = doubling();
  Ids out;
  Merger(table, powers).merge(Ids(1U << 20U, 1), out);
  EXPECT_EQ(out, Ids(1024, 1024));
}

}  // namespace
}  // namespace baton::token
