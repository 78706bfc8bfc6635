#include "sql/view_names.hpp"

#include <gtest/gtest.h>

#include "sql/support.hpp"

namespace baton::sql_detail {
namespace {

TEST(ViewNames, AreThoseOfAViewAndOfWhatItIsMadeOf) {
  const testing::Shop shop;
  const Connection connection = open_for_reading(shop.file());
  EXPECT_EQ(view_names(connection.get(), "products"), NameSet());
  EXPECT_EQ(view_names(connection.get(), "margins"), (NameSet{"margins"}));
  EXPECT_EQ(view_names(connection.get(), "sold"), (NameSet{"days", "margins", "sold"}));
  EXPECT_THROW(static_cast<void>(view_names(connection.get(), "no\"thing")), Error);
}

TEST(ViewNames, AreNotForSubqueries) {
  const Readable readable = {.columns = {{"odd \"name", {"a,b", "c\"d"}}, {"seen", {"x"}}}, .views = {"seen"}};
  for (const char* fine : {"SELECT x FROM seen", "SELECT \"c\"\"d\" FROM \"odd \"\"name\"", "WITH other AS (SELECT x FROM seen) SELECT x FROM other"}) {
    EXPECT_NO_THROW(refuse_borrowed_names(fine, readable)) << fine;
  }
  const auto code = [&](const char* sql) {
    try {
      refuse_borrowed_names(sql, readable);
      return ErrorCode::internal;
    } catch (const Error& error) {
      return error.code();
    }
  };
  EXPECT_EQ(code("WITH Seen AS (SELECT 1) SELECT * FROM seen"), ErrorCode::permission_denied);
  EXPECT_EQ(code("SELECT (WITH seen(x) AS NOT MATERIALIZED (SELECT 1) SELECT x FROM seen), x FROM main.seen"), ErrorCode::permission_denied);
  EXPECT_EQ(code("SELECT y FROM seen"), ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton::sql_detail
