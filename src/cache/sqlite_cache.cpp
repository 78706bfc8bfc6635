#include <baton/cache/sqlite_cache.hpp>

#include <mutex>
#include <span>
#include <utility>

#include <baton/core/runtime.hpp>

#include "storage/reader_pool.hpp"

namespace baton::inline v0 {
namespace {

using sqlite::Database;
using sqlite::ReaderPool;
using sqlite::Transaction;

// A cache must not hold a call up for long because another process writes.
constexpr const char* cache_pragmas = "PRAGMA busy_timeout=250";
constexpr std::size_t idle_cache_readers = 4;
constexpr std::int64_t sweep = 100;  // expired rows removed by one put

// Rows are numbered in the order they were put; the triggers keep the sum of their sizes.
constexpr const char* create_cache_tables = R"sql(
CREATE TABLE answers(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE, value BLOB NOT NULL, expires_ms INTEGER NOT NULL);
CREATE INDEX answers_expiry ON answers(expires_ms);
CREATE TABLE total(bytes INTEGER NOT NULL);
INSERT INTO total VALUES(0);
CREATE TRIGGER answers_added AFTER INSERT ON answers BEGIN
  UPDATE total SET bytes = bytes + length(new.key) + length(new.value);
END;
CREATE TRIGGER answers_removed AFTER DELETE ON answers BEGIN
  UPDATE total SET bytes = bytes - length(old.key) - length(old.value);
END;
PRAGMA application_id=1651794737;
PRAGMA user_version=1;
)sql";

/// The id is "btc1".
constexpr sqlite::Schema cache_schema = {
    .what = "cache", .application_id = 1651794737, .version = 1, .create = create_cache_tables};

class SqliteCache : public CacheStore {
 public:
  SqliteCache(const std::string& file, SqliteCacheOptions options)
      : options_(std::move(options)),
        writer_(sqlite::made_private(file), Database::Mode::write, true),
        readers_(file, cache_schema, idle_cache_readers) {
    sqlite::prepare(writer_, cache_schema);
    writer_.execute(cache_pragmas);
  }

  [[nodiscard]] bool shared() const noexcept override { return true; }

  Task<std::optional<std::string>> get(std::string key, Context context) override {
    co_return co_await context.runtime().blocking([&] { return find(key); }, context);
  }
  Task<void> put(std::string key, std::string value, std::chrono::milliseconds time_to_live,
                 Context context) override {
    co_await context.runtime().blocking([&] { keep(key, value, now_ms() + time_to_live.count()); }, context);
  }
  Task<void> erase(std::string key, Context context) override {
    co_await context.runtime().blocking([&] { remove(key); }, context);
  }

 private:
  [[nodiscard]] std::int64_t now_ms() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(options_.now().time_since_epoch()).count();
  }

  std::optional<std::string> find(const std::string& key) {
    const ReaderPool::Lease reader(readers_);
    sqlite::Rows rows = reader->query("SELECT value FROM answers WHERE key=? AND expires_ms>?",
                                      std::string_view(key), now_ms());
    if (!rows.next()) return std::nullopt;
    const sqlite::Blob bytes = rows.blob(0);
    return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }

  void keep(const std::string& key, const std::string& value, std::int64_t expires_ms) {
    const std::lock_guard lock(mutex_);
    Transaction transaction(writer_, Transaction::Kind::write);
    writer_.run("DELETE FROM answers WHERE key=?", std::string_view(key));
    if (key.size() + value.size() <= options_.max_bytes) {
      writer_.run("INSERT INTO answers(key, value, expires_ms) VALUES(?,?,?)", std::string_view(key),
                  std::as_bytes(std::span(value)), expires_ms);
    }
    make_room();
    transaction.commit();
  }

  void make_room() {
    writer_.run("DELETE FROM answers WHERE id IN (SELECT id FROM answers WHERE expires_ms<=? LIMIT ?)", now_ms(),
                sweep);
    const auto most = static_cast<std::int64_t>(options_.max_bytes);
    while (writer_.integer("SELECT bytes FROM total WHERE EXISTS(SELECT 1 FROM answers)") > most) {
      writer_.run("DELETE FROM answers WHERE id=(SELECT min(id) FROM answers)");
    }
  }

  void remove(const std::string& key) {
    const std::lock_guard lock(mutex_);
    writer_.run("DELETE FROM answers WHERE key=?", std::string_view(key));
  }

  const SqliteCacheOptions options_;
  std::mutex mutex_;
  Database writer_;
  ReaderPool readers_;
};

}  // namespace

std::shared_ptr<CacheStore> sqlite_cache(const std::string& file, SqliteCacheOptions options) {
  return std::make_shared<SqliteCache>(file, std::move(options));
}

}  // namespace baton::inline v0
