#include "storage/sqlite.hpp"

#include <span>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

#include "support/temp_folder.hpp"

namespace baton {
namespace {

using sqlite::Database;
using sqlite::Transaction;
using test::TempFolder;

/// The code of what `function` throws; `internal` when it throws nothing.
template <class F>
ErrorCode code_of(F&& function) {
  try {
    function();
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

class Sqlite : public ::testing::Test {
 protected:
  TempFolder folder_;
  Database database_{folder_ / "a.db", Database::Mode::write, true};
};

TEST_F(Sqlite, BindsEveryKindOfValue) {
  database_.execute("CREATE TABLE t(a, b, c, d)");
  const std::string bytes("x\0'y", 4);
  const auto blob = std::as_bytes(std::span(bytes));
  database_.run("INSERT INTO t VALUES(?,?,?,?)", std::int64_t{1} << 60, std::string_view(bytes), blob, nullptr);
  auto rows = database_.query("SELECT * FROM t");
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.integer(0), std::int64_t{1} << 60);
  EXPECT_EQ(rows.text(1), bytes);
  EXPECT_EQ(rows.blob(2).size(), 4U);
  EXPECT_TRUE(rows.is_null(3));
  EXPECT_FALSE(rows.next());
}

TEST_F(Sqlite, BindsAnEmptyViewAsEmptyTextNotNull) {
  auto rows = database_.query("SELECT ?", std::string_view());
  ASSERT_TRUE(rows.next());
  EXPECT_FALSE(rows.is_null(0));
}

TEST_F(Sqlite, TheSameTextMayRunInsideItsOwnLoop) {
  database_.execute("CREATE TABLE t(a); INSERT INTO t VALUES(1),(2),(3)");
  int pairs = 0;
  auto outer = database_.query("SELECT a FROM t");
  while (outer.next()) {
    auto inner = database_.query("SELECT a FROM t");
    while (inner.next()) ++pairs;
  }
  EXPECT_EQ(pairs, 9);
}

TEST_F(Sqlite, UndoesATransactionThatIsNotCommitted) {
  database_.execute("CREATE TABLE t(a)");
  {
    const Transaction transaction(database_, Transaction::Kind::write);
    database_.run("INSERT INTO t VALUES(1)");
  }
  EXPECT_EQ(database_.integer("SELECT count(*) FROM t"), 0);
  Transaction transaction(database_, Transaction::Kind::write);
  database_.run("INSERT INTO t VALUES(1)");
  transaction.commit();
  EXPECT_EQ(database_.integer("SELECT count(*) FROM t"), 1);
}

TEST_F(Sqlite, AReaderCannotWrite) {
  database_.execute("CREATE TABLE t(a)");
  Database reader(folder_ / "a.db", Database::Mode::read, false);
  EXPECT_EQ(code_of([&] { reader.run("INSERT INTO t VALUES(1)"); }), ErrorCode::permission_denied);
}

TEST_F(Sqlite, SaysThatTheDiskIsFull) {
  database_.execute("CREATE TABLE t(a); PRAGMA max_page_count=4");
  const std::string big(100'000, 'x');
  EXPECT_EQ(code_of([&] { database_.run("INSERT INTO t VALUES(?)", big); }), ErrorCode::io_error);
  EXPECT_EQ(database_.integer("SELECT count(*) FROM t"), 0);
}

TEST_F(Sqlite, NeverAttachesAnotherFile) {
  EXPECT_THROW(database_.execute("ATTACH 'other.db' AS other"), Error);
}

TEST_F(Sqlite, VacuumGivesDeletedBytesBackAndKeepsTheBanOnAttaching) {
  database_.execute("PRAGMA journal_mode=WAL; CREATE TABLE t(a)");
  database_.run("INSERT INTO t VALUES(zeroblob(1000000))");
  database_.execute("DELETE FROM t");
  database_.vacuum();
  EXPECT_LT(std::filesystem::file_size(folder_ / "a.db"), 100'000U);
  EXPECT_EQ(std::filesystem::file_size(folder_ / "a.db-wal"), 0U);
  EXPECT_THROW(database_.execute("ATTACH ':memory:' AS other"), Error);
}

TEST(SqliteOpen, NamesTheFileThatCannotBeOpened) {
  const TempFolder folder;
  try {
    const Database database(folder / "no/such/folder/a.db", Database::Mode::write, true);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::io_error);
    EXPECT_NE(error.message().find("no/such/folder/a.db"), std::string::npos);
  }
}

TEST(SqliteOpen, RefusesWhatIsNoDatabase) {
  const TempFolder folder;
  folder.write("a.db", std::string(5000, 'x'));
  Database database(folder / "a.db", Database::Mode::write, false);
  EXPECT_EQ(code_of([&] { static_cast<void>(database.integer("SELECT count(*) FROM sqlite_master")); }),
            ErrorCode::data_corrupt);
}

}  // namespace
}  // namespace baton
