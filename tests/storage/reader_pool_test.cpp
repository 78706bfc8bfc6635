#include "storage/reader_pool.hpp"

#include <optional>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

#include "support/temp_folder.hpp"

namespace baton {
namespace {

using sqlite::Database;
using sqlite::ReaderPool;

constexpr sqlite::Schema tin = {.what = "tin", .application_id = 78, .version = 1, .create = R"(
  CREATE TABLE beans(n); INSERT INTO beans VALUES(7); PRAGMA application_id=78; PRAGMA user_version=1)"};

class ReaderPools : public ::testing::Test {
 protected:
  ReaderPools() {
    Database database(folder_ / "a.db", Database::Mode::write, true);
    sqlite::prepare(database, tin);
  }

  test::TempFolder folder_;
  ReaderPool pool_{folder_ / "a.db", tin, 1};
};

TEST_F(ReaderPools, KeepsAConnectionForTheNextCall) {
  const Database* first = nullptr;
  {
    const ReaderPool::Lease reader(pool_);
    first = &*reader;
    EXPECT_EQ(reader->integer("SELECT n FROM beans"), 7);
  }
  const ReaderPool::Lease again(pool_);
  EXPECT_EQ(&*again, first);
  const ReaderPool::Lease another(pool_);
  EXPECT_NE(&*another, first);
  EXPECT_EQ(another->integer("SELECT n FROM beans"), 7);
}

TEST_F(ReaderPools, RefusesAForeignFile) {
  { Database(folder_ / "b.db", Database::Mode::write, true).execute("CREATE TABLE theirs(a)"); }
  ReaderPool foreign(folder_ / "b.db", tin, 1);
  EXPECT_THROW(ReaderPool::Lease reader(foreign), Error);
}

}  // namespace
}  // namespace baton
