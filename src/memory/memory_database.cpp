#include "memory/memory_database.hpp"

#include <chrono>
#include <string_view>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

constexpr std::size_t idle_memory_readers = 4;
constexpr std::chrono::seconds turn_wait{5};

// `serial` numbers revisions and facts over all scopes, so that none is given twice, even after an erasure.
constexpr const char* create_memory_tables = R"sql(
CREATE TABLE scopes(
  id INTEGER PRIMARY KEY AUTOINCREMENT, tenant TEXT NOT NULL, user TEXT NOT NULL,
  revision INTEGER NOT NULL DEFAULT 0, oldest INTEGER NOT NULL DEFAULT 0, UNIQUE(tenant, user));
CREATE TABLE messages(
  scope INTEGER NOT NULL REFERENCES scopes(id), conversation TEXT NOT NULL, number INTEGER NOT NULL,
  is_system INTEGER NOT NULL, added_ms INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY(scope, conversation, number)) WITHOUT ROWID;
CREATE TABLE facts(
  scope INTEGER NOT NULL REFERENCES scopes(id), fact INTEGER NOT NULL, revision INTEGER NOT NULL,
  at_ms INTEGER NOT NULL, body TEXT, vector BLOB,
  PRIMARY KEY(scope, fact, revision)) WITHOUT ROWID;
CREATE TABLE serial(last INTEGER NOT NULL);
INSERT INTO serial VALUES(0);
PRAGMA application_id=1651797297;
PRAGMA user_version=1;
)sql";

/// The id is "btm1".
constexpr sqlite::Schema memory_schema = {
    .what = "memory", .application_id = 1651797297, .version = 1, .create = create_memory_tables};

}  // namespace

MemoryDatabase::MemoryDatabase(const std::string& path)
    : path_(path), readers_(path, memory_schema, idle_memory_readers) {
  const FileLock turn = take_turn();
  writer_ = std::make_unique<sqlite::Database>(sqlite::made_private(path_), sqlite::Database::Mode::write, true);
  sqlite::prepare(*writer_, memory_schema);
  // Turns are taken by the lock file, so only a reader of an old state is waited for.
  writer_->execute("PRAGMA secure_delete=ON; PRAGMA busy_timeout=1000");
}

MemoryDatabase::~MemoryDatabase() {
  try {
    // Closing the last connection moves the log into the file.
    const FileLock turn = take_turn();
    writer_.reset();
  } catch (const Error&) {  // NOLINT: then it closes without a turn; who has it will be writing for long
  }
}

FileLock MemoryDatabase::take_turn(const Context& context) const {
  return FileLock(path_ + ".lock", turn_wait, "writing to this memory", context);
}

std::int64_t find_scope(sqlite::Database& database, const MemoryScope& scope) {
  return database.integer("SELECT id FROM scopes WHERE tenant=? AND user=?", std::string_view(scope.tenant()),
                          std::string_view(scope.user()));
}

std::int64_t need_scope(sqlite::Database& database, const MemoryScope& scope) {
  const std::int64_t found = find_scope(database, scope);
  if (found != 0) return found;
  database.run("INSERT INTO scopes(tenant, user) VALUES(?,?)", std::string_view(scope.tenant()),
               std::string_view(scope.user()));
  return database.last_id();
}

void drop_empty_scope(sqlite::Database& database, std::int64_t scope) {
  database.run(
      "DELETE FROM scopes WHERE id=?1 AND NOT EXISTS(SELECT 1 FROM messages WHERE scope=?1) "
      "AND NOT EXISTS(SELECT 1 FROM facts WHERE scope=?1)",
      scope);
}

std::int64_t memory_now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace baton::inline v0
