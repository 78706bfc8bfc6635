#include <gtest/gtest.h>

#include <baton/sql/sql_database.hpp>

namespace baton {
namespace {

TEST(SqlToText, OneRowALine) {
  SqlRows rows;
  rows.columns = {"name", "price"};
  rows.rows = {{std::string("tea | \n green"), 3.5}, {std::monostate(), std::int64_t{4}}};
  EXPECT_EQ(to_text(rows), "name | price\ntea     green | 3.5\nNULL | 4\n");
  EXPECT_EQ(to_text(rows, 1), "name | price\ntea     green | 3.5\n(and more rows)\n");
  rows.truncated = true;
  EXPECT_TRUE(to_text(rows).ends_with("(and more rows)\n"));
}

TEST(SqlToText, IsBoundedInBytes) {
  SqlRows rows;
  rows.columns = {"x"};
  rows.rows.assign(100, {std::string(999, 'a') + "éé"});
  const std::string text = to_text(rows, 100);
  EXPECT_LT(text.size(), 22'000U);
  EXPECT_TRUE(text.ends_with("(and more rows)\n"));
  EXPECT_EQ(to_text(rows, 1), "x\n" + std::string(999, 'a') + "…\n(and more rows)\n");
  EXPECT_EQ(to_text(rows, 100, 1), "x\n(and more rows)\n");
}

TEST(SqlToText, SaysThatThereIsNothing) {
  SqlRows rows;
  rows.columns = {"name"};
  EXPECT_EQ(to_text(rows), "name\n(no rows)\n");
}

}  // namespace
}  // namespace baton
