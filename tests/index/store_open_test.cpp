#include <csignal>
#include <random>

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "index/store_fixture.hpp"

namespace baton {
namespace {

using testing::code_of;
using testing::document;
using testing::put;
using testing::StoreTest;
using testing::TempFolder;
using testing::write_file;

void run_sql(const std::filesystem::path& file, const char* sql) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &handle), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(handle);
  sqlite3_close(handle);
}

TEST(StoreOpen, RefusesForeignFilesUntouched) {
  const TempFolder folder;
  write_file(folder / "text", std::string(3000, 'x'));
  run_sql(folder / "other.db", "CREATE TABLE t(a); INSERT INTO t VALUES(1)");
  for (const char* name : {"text", "other.db"}) {
    const std::string before = testing::read_file(folder / name);
    EXPECT_EQ(code_of([&] { static_cast<void>(Store::open(folder / name)); }), ErrorCode::data_corrupt) << name;
    EXPECT_EQ(testing::read_file(folder / name), before) << name;
  }
}

TEST(StoreOpen, RefusesANewerVersionSayingWhatToDo) {
  const TempFolder folder;
  static_cast<void>(Store::open(folder / "a"));
  run_sql(folder / "a", "PRAGMA user_version=99");
  try {
    static_cast<void>(Store::open(folder / "a"));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::version_mismatch);
    EXPECT_NE(error.message().find("update baton"), std::string::npos);
  }
}

TEST(StoreOpen, AMissingFileIsNotFoundUnlessItMayBeMade) {
  const TempFolder folder;
  EXPECT_EQ(code_of([&] { static_cast<void>(Store::open(folder / "a", {.create = false})); }), ErrorCode::not_found);
  EXPECT_EQ(code_of([&] { static_cast<void>(Store::open(folder / "no/such/a")); }), ErrorCode::io_error);
  write_file(folder / "empty", "");
  EXPECT_NO_THROW(static_cast<void>(Store::open(folder / "empty")));
}

TEST(StoreOpen, DamagedPagesAreAnErrorNotACrash) {
  const TempFolder folder;
  {
    const auto store = Store::open(folder / "a");
    auto writer = store->writer();
    for (int i = 0; i < 50; ++i) writer.apply(put(document(std::to_string(i), {std::string(2000, 'x')})));
    writer.checkpoint();
  }
  const std::string good = testing::read_file(folder / "a");
  std::mt19937 random(8);
  for (int round = 0; round < 30; ++round) {
    std::string bad = good;
    for (int i = 0; i < 500; ++i) bad[100 + random() % (bad.size() - 100)] = static_cast<char>(random());
    std::filesystem::remove(folder / "a-wal");
    std::filesystem::remove(folder / "a-shm");
    write_file(folder / "a", bad);
    try {
      const auto store = Store::open(folder / "a");
      static_cast<void>(store->documents());
      static_cast<void>(store->search_keywords("xxx", 5));
      store->writer().apply(put(document("0", {"y"})));
    } catch (const Error& error) {
      EXPECT_NE(error.code(), ErrorCode::busy) << error.what();
    }
  }
}

TEST_F(StoreTest, AFullDiskLosesNothing) {
  store_->writer().apply(put(document("a.md", {"turbine"})));
  const StoreCounts before = store_->counts();
  const pid_t child = ::fork();
  if (child == 0) {
    // The kernel refuses growth beyond this size as it does on a full disk.
    const rlimit limit{200'000, 200'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    std::signal(SIGXFSZ, SIG_IGN);
    const auto store = Store::open(file());
    auto writer = store->writer();
    const auto code = code_of([&] { writer.apply(put(document("big", {std::string(3'000'000, 'x')}))); });
    ::_exit(code == ErrorCode::io_error && store->counts() == before ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(store_->counts(), before);
  store_->writer().apply(put(document("big", {std::string(3'000'000, 'x')})));
  EXPECT_EQ(store_->counts().documents, 2U);
}

}  // namespace
}  // namespace baton
