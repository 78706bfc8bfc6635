#include "index/postgres/table_catalogue.hpp"

#include <optional>
#include <utility>

#include <baton/core/error.hpp>

#include "index/languages.hpp"
#include "index/record_check.hpp"

namespace baton::inline v0 {
namespace {

using postgres::Connection;

constexpr std::int64_t table_format = 2;
constexpr std::size_t most_pgvector_dimensions = 16'000;
// The number of the lock is "btv1": two processes must not make the tables at the same moment.
constexpr const char* lock_catalogue = "SELECT pg_advisory_xact_lock(1651799601)";

struct CatalogueLine {
  EmbedderInfo embedder;
  VectorKind kind = VectorKind::array;
  std::vector<std::string> languages;
};

void make_catalogue(Connection& connection, const Context& context) {
  const auto there = connection.run("SELECT attname='languages' FROM pg_attribute WHERE attrelid=to_regclass('baton_vector_stores') "
                                    "AND attnum > 0 AND NOT attisdropped ORDER BY 1 DESC LIMIT 1",
                                    {}, context);
  if (there.size() != 0 && !there.flag(0, 0)) {
    throw Error(ErrorCode::version_mismatch, "the table baton_vector_stores of the Postgres database was made by an earlier baton: drop "
                                             "it and the tables baton_vectors_…, and upsert again");
  }
  if (there.size() != 0) return;  // made by an owner with more rights than ours, perhaps
  connection.run("CREATE TABLE baton_vector_stores(name TEXT PRIMARY KEY, embedder TEXT NOT NULL, "
                 "dimensions INTEGER NOT NULL, pgvector BOOLEAN NOT NULL, format INTEGER NOT NULL, languages TEXT NOT NULL)",
                 {}, context);
}

std::optional<CatalogueLine> find_line(Connection& connection, const std::string& collection, const Context& context) {
  const auto rows = connection.run(
      "SELECT embedder, dimensions, pgvector, format, languages FROM baton_vector_stores WHERE name=$1::text", {collection}, context);
  if (rows.size() == 0) return std::nullopt;
  if (rows.integer(0, 3) != table_format) {
    throw Error(ErrorCode::version_mismatch, "the Postgres collection '" + collection + "' has format " +
                                                 std::string(rows.text(0, 3)) + ", and this version of baton has " +
                                                 std::to_string(table_format) + ": " + std::string(rebuild_it));
  }
  return CatalogueLine{.embedder = {.name = std::string(rows.text(0, 0)), .dimensions = static_cast<std::size_t>(rows.integer(0, 1))},
                       .kind = rows.flag(0, 2) ? VectorKind::pgvector : VectorKind::array,
                       .languages = split_languages(rows.text(0, 4))};
}

VectorKind kind_of_server(Connection& connection, std::size_t dimensions, const Context& context) {
  const auto state = connection.run("SELECT to_regtype('vector') IS NOT NULL, EXISTS(SELECT 1 FROM pg_available_extensions "
                                    "WHERE name='vector')",
                                    {}, context);
  if (!state.flag(0, 0) && !state.flag(0, 1)) return VectorKind::array;
  if (!state.flag(0, 0)) connection.run("CREATE EXTENSION IF NOT EXISTS vector", {}, context);
  if (dimensions > most_pgvector_dimensions) {
    throw Error(ErrorCode::unsupported, "pgvector keeps vectors of at most 16,000 dimensions, not of " + std::to_string(dimensions) +
                                            ": ask the embedder for fewer");
  }
  return VectorKind::pgvector;
}

std::string table_name(const std::string& collection) { return "baton_vectors_" + collection; }

std::string collection_name(const std::string& collection) { return "the Postgres collection '" + collection + "'"; }

/// Gives the languages that it had.
std::vector<std::string> drop_collection(Connection& connection, const std::string& collection, const Context& context) {
  RecordTable(table_name(collection), VectorKind::array, false, {}).drop(connection, context);
  const auto gone = connection.run("DELETE FROM baton_vector_stores WHERE name=$1::text RETURNING languages", {collection}, context);
  return gone.size() == 0 ? std::vector<std::string>() : split_languages(gone.text(0, 0));
}

}  // namespace

RecordTable open_record_table(Connection& connection, const std::string& collection, bool graph,
                              const VectorStoreOptions& options, const Context& context) {
  connection.run(lock_catalogue, {}, context);
  make_catalogue(connection, context);
  std::vector<std::string> languages = options.languages;
  if (options.rebuild) {
    std::vector<std::string> had = drop_collection(connection, collection, context);
    if (languages.empty()) languages = std::move(had);
  }
  if (const auto line = find_line(connection, collection, context)) {
    if (line->embedder != options.embedder) refuse_embedder(collection_name(collection), line->embedder, options.embedder);
    refuse_other_languages(collection_name(collection), line->languages, options.languages, rebuild_it);
    RecordTable table(table_name(collection), line->kind, graph, line->languages);
    if (graph) table.create_graph(connection, options.embedder.dimensions, context);
    return table;
  }
  const VectorKind kind = kind_of_server(connection, options.embedder.dimensions, context);
  RecordTable table(table_name(collection), kind, graph, languages_or_english(std::move(languages)));
  table.create(connection, options.embedder.dimensions, context);
  if (graph) table.create_graph(connection, options.embedder.dimensions, context);
  connection.run("INSERT INTO baton_vector_stores(name, embedder, dimensions, pgvector, format, languages) "
                 "VALUES($1::text, $2::text, $3::integer, $4::boolean, $5::integer, $6::text)",
                 {collection, options.embedder.name, static_cast<std::int64_t>(options.embedder.dimensions),
                  std::string(kind == VectorKind::pgvector ? "t" : "f"), table_format, joined_languages(table.languages())},
                 context);
  return table;
}

void hold_record_table(Connection& connection, const RecordTable& table, const std::string& collection,
                       const EmbedderInfo& embedder, const Context& context) {
  table.hold(connection, context);
  const auto line = find_line(connection, collection, context);
  if (!line || line->embedder != embedder) {
    refuse_embedder(collection_name(collection), line ? line->embedder : foreign_embedder, embedder);
  }
  refuse_other_languages(collection_name(collection), line->languages, table.languages(), rebuild_it);
}

}  // namespace baton::inline v0
