#include "memory/sqlite_facts.hpp"

#include <string_view>
#include <utility>

#include <baton/core/json.hpp>

#include "memory/fact_json.hpp"

namespace baton::inline v0 {
namespace {

constexpr const char* every_version =
    "SELECT fact, revision, at_ms, body, vector FROM facts WHERE scope=? ORDER BY fact, revision";
constexpr const char* current_versions =
    "SELECT fact, revision, at_ms, body, vector FROM facts f WHERE scope=? AND body IS NOT NULL AND revision="
    "(SELECT max(revision) FROM facts WHERE scope=f.scope AND fact=f.fact) ORDER BY fact";
constexpr const char* superseded =
    "FROM facts WHERE scope=?1 AND (body IS NULL OR EXISTS(SELECT 1 FROM facts n WHERE n.scope=?1 AND "
    "n.fact=facts.fact AND n.revision>facts.revision))";

FactVersion to_version(const sqlite::Rows& rows) {
  FactVersion version{.id = rows.integer(0), .revision = rows.integer(1), .at = from_ms(rows.integer(2)), .fact = {}};
  if (rows.is_null(3)) return version;
  version.fact = fact_from_json(rows.text(3));
  version.fact->vector = vector_from_bytes(rows.blob(4));
  return version;
}

FactSet read_facts(sqlite::Database& database, const MemoryScope& scope, FactRead what) {
  FactSet set;
  const std::int64_t id = find_scope(database, scope);
  if (id == 0) return set;
  set.revision = database.integer("SELECT revision FROM scopes WHERE id=?", id);
  set.oldest = database.integer("SELECT oldest FROM scopes WHERE id=?", id);
  sqlite::Rows rows = database.query(what == FactRead::current ? current_versions : every_version, id);
  while (rows.next()) set.versions.push_back(to_version(rows));
  return set;
}

std::int64_t next_serial(sqlite::Database& database) {
  database.run("UPDATE serial SET last=last+1");
  return database.integer("SELECT last FROM serial");
}

void insert_version(sqlite::Database& database, std::int64_t scope, std::int64_t id, std::int64_t revision,
                    const std::optional<Fact>& fact) {
  constexpr const char* insert = "INSERT INTO facts VALUES(?,?,?,?,?,?)";
  const std::int64_t now = memory_now_ms();
  if (!fact) return database.run(insert, scope, id, revision, now, nullptr, nullptr);
  const std::string body = Json(fact_to_json(*fact)).dump();
  const std::string vector = vector_bytes(fact->vector);
  database.run(insert, scope, id, revision, now, std::string_view(body), std::as_bytes(std::span(vector)));
}

/// Forgets the older half of the history once it is too long. A version may go when a newer one of its fact, or its
/// own removal, is not above the new `oldest`.
void shorten_history(sqlite::Database& database, std::int64_t scope, std::int64_t most) {
  static const std::string count = std::string("SELECT count(*) ") + superseded;
  static const std::string middle =
      std::string("SELECT revision ") + superseded + " ORDER BY revision DESC LIMIT 1 OFFSET ?2";
  if (database.integer(count.c_str(), scope) <= most) return;
  const std::int64_t oldest = database.integer(middle.c_str(), scope, most / 2);
  database.run(
      "DELETE FROM facts WHERE scope=?1 AND ((body IS NULL AND revision<=?2) OR EXISTS(SELECT 1 FROM facts n WHERE "
      "n.scope=?1 AND n.fact=facts.fact AND n.revision>facts.revision AND n.revision<=?2))",
      scope, oldest);
  database.run("UPDATE scopes SET oldest=? WHERE id=?", oldest, scope);
}

std::optional<FactRevision> commit_facts(sqlite::Database& database, const MemoryScope& scope, std::int64_t base,
                                         const std::vector<FactChange>& changes, std::int64_t history) {
  const std::int64_t id = need_scope(database, scope);
  if (database.integer("SELECT revision FROM scopes WHERE id=?", id) != base) return std::nullopt;
  FactRevision result{.revision = next_serial(database), .ids = {}};
  for (const FactChange& change : changes) {
    const std::int64_t fact = change.id != 0 ? change.id : next_serial(database);
    insert_version(database, id, fact, result.revision, change.fact);
    result.ids.push_back(fact);
  }
  database.run("UPDATE scopes SET revision=? WHERE id=?", result.revision, id);
  shorten_history(database, id, history);
  return result;
}

void erase_facts(sqlite::Database& database, const MemoryScope& scope) {
  const std::int64_t id = find_scope(database, scope);
  database.run("DELETE FROM facts WHERE scope=?", id);
  database.run("UPDATE scopes SET revision=0, oldest=0 WHERE id=?", id);
  drop_empty_scope(database, id);
}

class SqliteFacts : public FactStore {
 public:
  SqliteFacts(std::shared_ptr<MemoryDatabase> database, std::int64_t history)
      : database_(std::move(database)), history_(history) {}

  Task<FactSet> read(MemoryScope scope, FactRead what, Context context) const override {
    auto work = [&](sqlite::Database& database) { return read_facts(database, scope, what); };
    co_return co_await database_->read(work, context);
  }
  Task<std::optional<FactRevision>> commit(MemoryScope scope, std::int64_t base, std::vector<FactChange> changes,
                                           Context context) override {
    std::optional<FactRevision> done;
    auto work = [&](sqlite::Database& database) { done = commit_facts(database, scope, base, changes, history_); };
    co_await database_->write(work, context);
    co_return done;
  }
  Task<void> erase(MemoryScope scope, Context context) override {
    auto work = [&](sqlite::Database& database) { erase_facts(database, scope); };
    co_await database_->purge(work, context);
  }

 private:
  std::shared_ptr<MemoryDatabase> database_;
  std::int64_t history_;
};

}  // namespace

std::shared_ptr<FactStore> sqlite_facts(std::shared_ptr<MemoryDatabase> database, std::size_t history) {
  return std::make_shared<SqliteFacts>(std::move(database), static_cast<std::int64_t>(history));
}

}  // namespace baton::inline v0
