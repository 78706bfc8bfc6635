#include "token/merge_table.hpp"

#include <gtest/gtest.h>

namespace baton::token {
namespace {

TEST(MergeTable, KeepsTheFirstRankOfAPairWhileItGrows) {
  MergeTable table;
  for (std::uint32_t i = 0; i < 5000; ++i) table.add(i, i * 7, {.rank = i, .id = i + 1});
  for (std::uint32_t i = 0; i < 5000; ++i) table.add(i, i * 7, {.rank = 9, .id = 9});
  for (std::uint32_t i = 0; i < 5000; ++i) {
    ASSERT_EQ(table.find(i, i * 7).rank, i);
    ASSERT_EQ(table.find(i, i * 7).id, i + 1);
    ASSERT_EQ(table.find(i * 7 + 1, i).rank, MergeTable::no_rank);
  }
}

TEST(MergeTable, HoldsNothingAtFirst) { EXPECT_EQ(MergeTable().find(0, 0).rank, MergeTable::no_rank); }

}  // namespace
}  // namespace baton::token
