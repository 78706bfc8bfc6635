#include "token/merge_table.hpp"

#include <gtest/gtest.h>

namespace baton::token {
namespace {

TEST(MergeTable, KeepsTheFirstRankOfAPairWhileItGrows) {
  MergeTable table;
  for (std::uint32_t i = 0; i < 5000; ++i) table.add(i, i * 7, i);
  for (std::uint32_t i = 0; i < 5000; ++i) table.add(i, i * 7, 9);
  for (std::uint32_t i = 0; i < 5000; ++i) {
    ASSERT_EQ(table.find(i, i * 7), i);
    ASSERT_EQ(table.find_bytes(i, i * 7), i);
    ASSERT_EQ(table.find(i * 7 + 1, i), MergeTable::no_rank);
    ASSERT_EQ(table.find_bytes(i * 7 + 1, i), MergeTable::no_rank);
  }
}

TEST(MergeTable, TakesTheLargestIdsAndRanks) {
  MergeTable table;
  constexpr auto id = MergeTable::largest_id;
  table.add(id, id, MergeTable::no_rank - 1);
  table.add(id, 0, 0);
  EXPECT_EQ(table.find(id, id), MergeTable::no_rank - 1);
  EXPECT_EQ(table.find(id, 0), 0U);
  EXPECT_EQ(table.find(0, id), MergeTable::no_rank);
}

TEST(MergeTable, HoldsNothingAtFirst) {
  EXPECT_EQ(MergeTable().find(0, 0), MergeTable::no_rank);
  EXPECT_EQ(MergeTable().find_bytes(0, 0), MergeTable::no_rank);
}

}  // namespace
}  // namespace baton::token
