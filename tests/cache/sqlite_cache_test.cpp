#include <baton/cache/sqlite_cache.hpp>

#include <csignal>
#include <filesystem>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

#include "cache/cache_fixture.hpp"
#include "storage/sqlite.hpp"
#include "support/temp_folder.hpp"

namespace baton {
namespace {

using std::chrono::seconds;
using testing::ask;
using testing::code_of;

class SqliteCacheTest : public testing::CacheTest {
 protected:
  [[nodiscard]] std::string file() const { return (folder_ / "answers.db").string(); }
  [[nodiscard]] std::shared_ptr<CacheStore> open(std::size_t max_bytes = std::size_t{1} << 20) {
    return sqlite_cache(file(), {.max_bytes = max_bytes, .now = [this] {
      return std::chrono::system_clock::time_point(seconds(seconds_));
    }});
  }
  std::optional<std::string> get(CacheStore& store, const std::string& key) {
    return sync_wait(store.get(key, context()), context());
  }
  void put(CacheStore& store, const std::string& key, std::string value, seconds time_to_live = seconds(60)) {
    sync_wait(store.put(key, std::move(value), time_to_live, context()), context());
  }

  test::TempFolder folder_;
};

TEST_F(SqliteCacheTest, GivesWhatWasPutAlsoToALaterRun) {
  {
    const auto store = open();
    EXPECT_TRUE(store->shared());
    EXPECT_EQ(get(*store, "a"), std::nullopt);
    put(*store, "a", "old");
    put(*store, "a", std::string("x\0y", 3));
    put(*store, "b", "");
    EXPECT_EQ(get(*store, "a"), std::string("x\0y", 3));
  }
  const auto store = open();
  EXPECT_EQ(get(*store, "a"), std::string("x\0y", 3));
  EXPECT_EQ(get(*store, "b"), "");
  sync_wait(store->erase("a", context()), context());
  EXPECT_EQ(get(*store, "a"), std::nullopt);
}

TEST_F(SqliteCacheTest, ForgetsWhenTheTimeHasPassed) {
  const auto store = open();
  put(*store, "a", "x", seconds(10));
  seconds_ += 9;
  EXPECT_EQ(get(*store, "a"), "x");
  seconds_ += 1;
  EXPECT_EQ(get(*store, "a"), std::nullopt);
  put(*store, "b", "x");
  sqlite::Database database(file(), sqlite::Database::Mode::read, false);
  EXPECT_EQ(database.integer("SELECT count(*) FROM answers"), 1) << "a put sweeps";
}

TEST_F(SqliteCacheTest, DropsTheOldestWhenItIsFull) {
  const auto store = open(10'000);
  for (int i = 0; i < 20; ++i) put(*store, "k" + std::to_string(i), std::string(1'000, 'x'));
  EXPECT_FALSE(get(*store, "k0"));
  EXPECT_TRUE(get(*store, "k19"));
  put(*store, "big", std::string(20'000, 'x'));
  EXPECT_FALSE(get(*store, "big"));
  EXPECT_TRUE(get(*store, "k19"));
  sqlite::Database database(file(), sqlite::Database::Mode::read, false);
  EXPECT_LE(database.integer("SELECT sum(length(key) + length(value)) FROM answers"), 10'000);
  EXPECT_EQ(database.integer("SELECT sum(length(key) + length(value)) FROM answers"),
            database.integer("SELECT bytes FROM total"));
}

TEST_F(SqliteCacheTest, OnlyItsOwnerReadsTheFile) {
  const auto store = open();
  put(*store, "a", "x");
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
    const auto others = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
    EXPECT_EQ(entry.status().permissions() & others, std::filesystem::perms::none) << entry.path();
  }
}

TEST_F(SqliteCacheTest, RefusesAForeignFile) {
  sqlite::Database(file(), sqlite::Database::Mode::write, true).execute("CREATE TABLE theirs(a)");
  EXPECT_EQ(code_of([&] { static_cast<void>(open()); }), ErrorCode::data_corrupt);
  EXPECT_EQ(code_of([&] { static_cast<void>(sqlite_cache(folder_ / "no/such/a.db")); }), ErrorCode::io_error);
}

TEST_F(SqliteCacheTest, DamagedRowsAreMisses) {
  const Model chat = cached(Model(model_), open(), {.tenant = "acme"});
  static_cast<void>(complete(chat, ask("a")));
  EXPECT_TRUE(complete(chat, ask("a")).from_cache);
  sqlite::Database database(file(), sqlite::Database::Mode::write, false);
  for (const char* damage : {"UPDATE answers SET value=substr(value, 1, 40)", "UPDATE answers SET value='text'",
                             "UPDATE answers SET value=zeroblob(length(value))", "UPDATE answers SET value=7"}) {
    database.execute(damage);
    EXPECT_FALSE(complete(chat, ask("a")).from_cache) << damage;
    EXPECT_TRUE(complete(chat, ask("a")).from_cache) << "and the new answer takes its place";
  }
}

TEST_F(SqliteCacheTest, AFileThatGoesAwayIsAMiss) {
  const Model chat = cached(Model(model_), open(), {.tenant = "acme"});
  sqlite::Database(file(), sqlite::Database::Mode::write, false).execute("DROP TABLE answers");
  EXPECT_EQ(complete(chat, ask("a")).text(), "answer 1 to a");
  EXPECT_EQ(complete(chat, ask("a")).text(), "answer 2 to a");
}

TEST_F(SqliteCacheTest, ThreadsAndAnotherConnectionShareIt) {
  const auto first = open();
  const auto second = open();
  std::vector<std::thread> users;
  std::atomic<int> wrong{0};
  for (int i = 0; i < 4; ++i) {
    users.emplace_back([&, i] {
      CacheStore& store = i % 2 == 0 ? *first : *second;
      for (int n = 0; n < 100; ++n) {
        const std::string key = std::to_string(n % 10);
        try {
          put(store, key, key + std::string(300, 'x'));
        } catch (const Error& error) {
          if (error.code() != ErrorCode::busy) ++wrong;  // the other connection writes
        }
        if (const auto value = get(store, key); value && !value->starts_with(key)) ++wrong;
      }
    });
  }
  for (auto& user : users) user.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_TRUE(get(*second, "7"));
}

std::string value_of(int n) { return std::to_string(n) + std::string(static_cast<std::size_t>(n % 5'000), 'x'); }

/// Writes until it is killed, and reports each value that is kept.
[[noreturn]] void write_until_killed(const std::string& file, int report) {
  Runtime runtime;
  const Context context = Context().with_runtime(runtime);
  const auto store = sqlite_cache(file);
  for (int n = 0;; ++n) {
    sync_wait(store->put(std::to_string(n), value_of(n), std::chrono::hours(1), context), context);
    static_cast<void>(::write(report, &n, sizeof n));
  }
}

struct KilledAtEnd {
  pid_t process;
  ~KilledAtEnd() {
    ::kill(process, SIGKILL);
    ::waitpid(process, nullptr, 0);
  }
};

TEST_F(SqliteCacheTest, AProcessKilledWhileItWritesLeavesAWholeFile) {
  static_cast<void>(sqlite_cache(file()));
  for (int round = 0; round < 5; ++round) {
    int report[2];
    ASSERT_EQ(::pipe(report), 0);
    int last = -1;
    {
      const KilledAtEnd child{::fork()};
      if (child.process == 0) write_until_killed(file(), report[1]);
      while (last < 20 + 37 * round) {
        ASSERT_EQ(::read(report[0], &last, sizeof last), static_cast<ssize_t>(sizeof last));
      }
    }
    ::close(report[0]);
    ::close(report[1]);
    const auto store = sqlite_cache(file());
    for (int n = 0; n <= last; ++n) ASSERT_EQ(get(*store, std::to_string(n)), value_of(n));
    sqlite::Database database(file(), sqlite::Database::Mode::read, false);
    auto check = database.query("PRAGMA integrity_check");
    ASSERT_TRUE(check.next());
    EXPECT_EQ(check.text(0), "ok");
    EXPECT_EQ(database.integer("SELECT sum(length(key) + length(value)) FROM answers"),
              database.integer("SELECT bytes FROM total"));
  }
}

}  // namespace
}  // namespace baton
