#include "sql/guard.hpp"

#include <gtest/gtest.h>

namespace baton::sql_detail {
namespace {

int ask(Guard& guard, int action, const char* first, const char* second, const char* through = nullptr) {
  return Guard::authorize(&guard, action, first, second, "main", through);
}

TEST(Guard, KnowsListedColumnsInAnyCase) {
  const Readable readable = {.columns = {{"Orders", {"id", "Day"}}}, .views = {"Sums"}};
  Guard guard(readable);
  EXPECT_EQ(ask(guard, SQLITE_SELECT, nullptr, nullptr), SQLITE_OK);
  EXPECT_EQ(ask(guard, SQLITE_READ, "orders", "DAY"), SQLITE_OK);
  EXPECT_EQ(ask(guard, SQLITE_READ, "ORDERS", ""), SQLITE_OK);
  EXPECT_TRUE(guard.refused().empty());
  EXPECT_EQ(ask(guard, SQLITE_READ, "orders", "price"), SQLITE_DENY);
  EXPECT_EQ(guard.refused(), "the column 'price' of 'orders' may not be read");
  EXPECT_EQ(ask(guard, SQLITE_READ, "clients", "id"), SQLITE_DENY);
  EXPECT_EQ(ask(guard, SQLITE_READ, "clients", "id", "sums"), SQLITE_OK);
  EXPECT_EQ(ask(guard, SQLITE_READ, "clients", "id", "orders"), SQLITE_DENY) << "a subquery may have this name";
  EXPECT_EQ(ask(guard, SQLITE_READ, "clients", "id", "some_view"), SQLITE_DENY);
}

TEST(Guard, AllowsHarmlessFunctionsAndNoOtherAction) {
  const Readable readable;
  Guard guard(readable);
  EXPECT_EQ(ask(guard, SQLITE_FUNCTION, nullptr, "SUM"), SQLITE_OK);
  for (const char* name : {"load_extension", "readfile", "printf", "format", "randomblob", "fts5", ""}) {
    EXPECT_EQ(ask(guard, SQLITE_FUNCTION, nullptr, name), SQLITE_DENY) << name;
  }
  EXPECT_EQ(ask(guard, SQLITE_FUNCTION, nullptr, nullptr), SQLITE_DENY);
  for (int action = 0; action < 64; ++action) {
    if (action == SQLITE_SELECT) continue;
    EXPECT_EQ(ask(guard, action, "x", "y"), SQLITE_DENY) << action;
  }
}

}  // namespace
}  // namespace baton::sql_detail
