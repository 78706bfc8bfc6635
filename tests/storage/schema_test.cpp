#include "storage/schema.hpp"

#include <string>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

#include "support/temp_folder.hpp"

namespace baton {
namespace {

using sqlite::Database;
using test::TempFolder;

constexpr sqlite::Schema box = {.what = "box", .application_id = 77, .version = 2, .create = R"(
  CREATE TABLE things(name TEXT); PRAGMA application_id=77; PRAGMA user_version=2)"};

class SchemaOfFile : public ::testing::Test {
 protected:
  /// The code of what preparing the file throws; `internal` when it throws nothing.
  ErrorCode prepared() {
    try {
      sqlite::prepare(database_, box);
    } catch (const Error& error) {
      message_ = error.message();
      return error.code();
    }
    return ErrorCode::internal;
  }

  TempFolder folder_;
  Database database_{folder_ / "a.db", Database::Mode::write, true};
  std::string message_;
};

TEST_F(SchemaOfFile, MakesTheTablesOnce) {
  EXPECT_EQ(prepared(), ErrorCode::internal);
  database_.execute("INSERT INTO things VALUES('a')");
  EXPECT_EQ(prepared(), ErrorCode::internal);
  EXPECT_EQ(database_.integer("SELECT count(*) FROM things"), 1);
  EXPECT_NO_THROW(sqlite::check(database_, box));
}

TEST_F(SchemaOfFile, RefusesTheDatabaseOfAnotherProgram) {
  database_.execute("CREATE TABLE theirs(a)");
  EXPECT_EQ(prepared(), ErrorCode::data_corrupt);
  EXPECT_NE(message_.find("not a baton box"), std::string::npos);
  EXPECT_EQ(database_.integer("SELECT count(*) FROM sqlite_master"), 1);
}

TEST_F(SchemaOfFile, RefusesALaterVersion) {
  static_cast<void>(prepared());
  database_.execute("PRAGMA user_version=3");
  EXPECT_EQ(prepared(), ErrorCode::version_mismatch);
  EXPECT_NE(message_.find("format 3"), std::string::npos);
}

TEST_F(SchemaOfFile, RefusesAnEarlierVersionSayingWhatToDo) {
  static_cast<void>(prepared());
  database_.execute("PRAGMA user_version=1");
  EXPECT_EQ(prepared(), ErrorCode::version_mismatch);
  EXPECT_NE(message_.find("older baton"), std::string::npos);
  EXPECT_NE(message_.find("delete the file"), std::string::npos);
}

}  // namespace
}  // namespace baton
