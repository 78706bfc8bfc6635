#include "memory/postgres/postgres_facts.hpp"

#include <span>
#include <utility>

#include <baton/core/json.hpp>

#include "memory/fact_json.hpp"
#include "memory/postgres/postgres_tables.hpp"

namespace baton::inline v0 {
namespace {

using postgres::Connection;
using postgres::Value;

constexpr const char* every_version =
    "SELECT fact, revision, at_ms, body, vector FROM baton_memory_facts WHERE scope=$1 ORDER BY fact, revision";
constexpr const char* current_versions =
    "SELECT * FROM (SELECT DISTINCT ON (fact) fact, revision, at_ms, body, vector FROM baton_memory_facts "
    "WHERE scope=$1 ORDER BY fact, revision DESC) AS newest WHERE body IS NOT NULL ORDER BY fact";
// The revision in the middle of the history when it is too long.
constexpr const char* new_oldest =
    "SELECT revision FROM (SELECT revision, row_number() OVER (ORDER BY revision DESC) AS place, count(*) OVER () AS "
    "total FROM baton_memory_facts f WHERE scope=$1 AND (body IS NULL OR EXISTS(SELECT 1 FROM baton_memory_facts n "
    "WHERE n.scope=$1 AND n.fact=f.fact AND n.revision>f.revision))) AS old WHERE total>$2 AND place=$2/2+1";
constexpr const char* delete_old =
    "DELETE FROM baton_memory_facts f WHERE scope=$1 AND ((body IS NULL AND revision<=$2) OR EXISTS(SELECT 1 FROM "
    "baton_memory_facts n WHERE n.scope=$1 AND n.fact=f.fact AND n.revision>f.revision AND n.revision<=$2))";

FactSet to_set(const PostgresScope& scope, const postgres::Rows& rows) {
  FactSet set{.revision = scope.revision, .oldest = scope.oldest, .versions = {}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    FactVersion version{
        .id = rows.integer(i, 0), .revision = rows.integer(i, 1), .at = from_ms(rows.integer(i, 2)), .fact = {}};
    if (!rows.is_null(i, 3)) {
      version.fact = fact_from_json(rows.text(i, 3));
      const std::string vector = rows.bytes(i, 4);
      version.fact->vector = vector_from_bytes(std::as_bytes(std::span(vector)));
    }
    set.versions.push_back(std::move(version));
  }
  return set;
}

std::int64_t next_number(Connection& connection, const Context& context) {
  return connection.run("SELECT nextval('baton_memory_serial')", {}, context).integer(0, 0);
}

std::optional<FactRevision> commit_to(Connection& connection, const MemoryScope& scope, std::int64_t base,
                                      const std::vector<FactChange>& changes, std::int64_t history,
                                      const Context& context) {
  const PostgresScope found = need_locked_scope(connection, scope, context);
  if (found.revision != base) return std::nullopt;
  FactRevision result{.revision = next_number(connection, context), .ids = {}};
  const std::int64_t now = to_ms(std::chrono::system_clock::now());
  for (const FactChange& change : changes) {
    const std::int64_t id = change.id != 0 ? change.id : next_number(connection, context);
    const Value body = change.fact ? Value(Json(fact_to_json(*change.fact)).dump()) : Value(nullptr);
    const Value vector = change.fact ? Value::bytes(vector_bytes(change.fact->vector)) : Value(nullptr);
    connection.run("INSERT INTO baton_memory_facts VALUES($1,$2,$3,$4,$5,$6)",
                   {found.id, id, result.revision, now, body, vector}, context);
    result.ids.push_back(id);
  }
  const auto oldest = connection.run(new_oldest, {found.id, history}, context);
  if (oldest.size() > 0) connection.run(delete_old, {found.id, oldest.integer(0, 0)}, context);
  connection.run("UPDATE baton_memory_scopes SET revision=$2, oldest=$3 WHERE id=$1",
                 {found.id, result.revision, oldest.size() > 0 ? oldest.integer(0, 0) : found.oldest}, context);
  return result;
}

class PostgresFacts : public FactStore {
 public:
  PostgresFacts(std::shared_ptr<postgres::Pool> pool, std::int64_t history)
      : pool_(std::move(pool)), history_(history) {}

  Task<FactSet> read(MemoryScope scope, FactRead what, Context context) const override {
    auto work = [&](Connection& connection, const Context& call) {
      const PostgresScope found = look_up_scope(connection, scope, call);
      return to_set(found, connection.run(what == FactRead::current ? current_versions : every_version, {found.id}, call));
    };
    co_return co_await pool_->run(work, context);
  }
  Task<std::optional<FactRevision>> commit(MemoryScope scope, std::int64_t base, std::vector<FactChange> changes,
                                           Context context) override {
    auto work = [&](Connection& connection, const Context& call) {
      return commit_to(connection, scope, base, changes, history_, call);
    };
    co_return co_await pool_->run(work, context);
  }
  Task<void> erase(MemoryScope scope, Context context) override {
    auto work = [&](Connection& connection, const Context& call) {
      const PostgresScope found = lock_scope(connection, scope, call);
      connection.run("DELETE FROM baton_memory_facts WHERE scope=$1", {found.id}, call);
      connection.run("UPDATE baton_memory_scopes SET revision=0, oldest=0 WHERE id=$1", {found.id}, call);
      drop_empty_scope(connection, found.id, call);
    };
    co_await pool_->run(work, context);
  }

 private:
  std::shared_ptr<postgres::Pool> pool_;
  std::int64_t history_;
};

}  // namespace

std::shared_ptr<FactStore> postgres_facts(std::shared_ptr<postgres::Pool> pool, std::size_t history) {
  return std::make_shared<PostgresFacts>(std::move(pool), static_cast<std::int64_t>(history));
}

}  // namespace baton::inline v0
