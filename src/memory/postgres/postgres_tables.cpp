#include "memory/postgres/postgres_tables.hpp"

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

// The number of the lock is "btm1": two processes must not make the tables at the same moment.
constexpr const char* lock_tables = "SELECT pg_advisory_xact_lock(1651797297)";
constexpr const char* make_tables[] = {
    "CREATE TABLE IF NOT EXISTS baton_memory_scopes("
    "id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant TEXT COLLATE \"C\" NOT NULL, "
    "member TEXT COLLATE \"C\" NOT NULL, revision BIGINT NOT NULL DEFAULT 0, oldest BIGINT NOT NULL DEFAULT 0, "
    "UNIQUE(tenant, member))",
    "CREATE TABLE IF NOT EXISTS baton_memory_messages("
    "scope BIGINT NOT NULL REFERENCES baton_memory_scopes(id), conversation TEXT COLLATE \"C\" NOT NULL, "
    "number BIGINT NOT NULL, is_system BOOLEAN NOT NULL, added_ms BIGINT NOT NULL, body TEXT NOT NULL, "
    "PRIMARY KEY(scope, conversation, number))",
    "CREATE TABLE IF NOT EXISTS baton_memory_facts("
    "scope BIGINT NOT NULL REFERENCES baton_memory_scopes(id), fact BIGINT NOT NULL, revision BIGINT NOT NULL, "
    "at_ms BIGINT NOT NULL, body TEXT, vector BYTEA, PRIMARY KEY(scope, fact, revision))",
    // Numbers revisions and facts over all scopes, so that none is given twice, even after an erasure.
    "CREATE SEQUENCE IF NOT EXISTS baton_memory_serial",
};

PostgresScope to_scope(const postgres::Rows& rows) {
  if (rows.size() == 0) return {};
  return {.id = rows.integer(0, 0), .revision = rows.integer(0, 1), .oldest = rows.integer(0, 2)};
}

}  // namespace

void make_memory_tables(postgres::Connection& connection, const Context& context) {
  connection.run(lock_tables, {}, context);
  const auto there = connection.run("SELECT to_regclass('baton_memory_serial') IS NOT NULL", {}, context);
  if (there.flag(0, 0)) return;  // by an owner with more rights than ours, perhaps
  for (const char* statement : make_tables) connection.run(statement, {}, context);
}

PostgresScope look_up_scope(postgres::Connection& connection, const MemoryScope& scope, const Context& context) {
  connection.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY", {}, context);
  return to_scope(connection.run(
      "SELECT id, revision, oldest FROM baton_memory_scopes WHERE tenant=$1 AND member=$2",
      {scope.tenant(), scope.user()}, context));
}

PostgresScope lock_scope(postgres::Connection& connection, const MemoryScope& scope, const Context& context) {
  return to_scope(connection.run(
      "SELECT id, revision, oldest FROM baton_memory_scopes WHERE tenant=$1 AND member=$2 FOR UPDATE",
      {scope.tenant(), scope.user()}, context));
}

PostgresScope need_locked_scope(postgres::Connection& connection, const MemoryScope& scope, const Context& context) {
  // An erasure may take the row away between the two statements.
  constexpr int most_tries = 10;
  for (int tries = 0; tries < most_tries; ++tries) {
    connection.run("INSERT INTO baton_memory_scopes(tenant, member) VALUES($1,$2) ON CONFLICT DO NOTHING",
                   {scope.tenant(), scope.user()}, context);
    const PostgresScope found = lock_scope(connection, scope, context);
    if (found.id != 0) return found;
  }
  throw Error(ErrorCode::busy, "this scope is being erased again and again: call again later");
}

void drop_empty_scope(postgres::Connection& connection, std::int64_t scope, const Context& context) {
  connection.run(
      "DELETE FROM baton_memory_scopes WHERE id=$1 AND NOT EXISTS(SELECT 1 FROM baton_memory_messages WHERE scope=$1) "
      "AND NOT EXISTS(SELECT 1 FROM baton_memory_facts WHERE scope=$1)",
      {scope}, context);
}

}  // namespace baton::inline v0
