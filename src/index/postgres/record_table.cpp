#include "index/postgres/record_table.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "index/postgres/postgres_filter.hpp"
#include "index/postgres/word_text.hpp"

namespace baton::inline v0 {
namespace {

using postgres::Connection;
using postgres::Value;

// Candidates of a search by graph: pgvector's own default and its limit.
constexpr std::size_t least_looked_at = 40;
constexpr std::size_t most_looked_at = 1'000;
constexpr std::size_t most_graph_dimensions = 2'000;

std::vector<FoundRecord> found_from(const postgres::Rows& rows) {
  std::vector<FoundRecord> found;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    found.push_back({.record = record_from_row(rows, i), .score = rows.number(i, 4)});
  }
  return found;
}

std::string limit_sql(std::size_t most, std::vector<Value>& values) {
  values.emplace_back(static_cast<std::int64_t>(most));
  return " LIMIT $" + std::to_string(values.size()) + "::bigint";
}

}  // namespace

void RecordTable::create(Connection& connection, std::size_t dimensions, const Context& context) const {
  const std::string type = kind_ == VectorKind::pgvector ? "vector(" + std::to_string(dimensions) + ")" : "real[]";
  connection.run("CREATE TABLE " + name_ +
                     "(space TEXT COLLATE \"C\" NOT NULL, id TEXT COLLATE \"C\" NOT NULL, source TEXT COLLATE \"C\" NOT NULL, "
                     "content TEXT NOT NULL, metadata TEXT NOT NULL, fields JSONB NOT NULL, words TSVECTOR NOT NULL, embedding " +
                     type + ", PRIMARY KEY(space, id))",
                 {}, context);
  connection.run("CREATE INDEX ON " + name_ + " USING hash (source)", {}, context);  // which may be too long for a tree
  connection.run("CREATE INDEX ON " + name_ + " USING gin (fields jsonb_path_ops)", {}, context);
  connection.run("CREATE INDEX ON " + name_ + " USING gin (words)", {}, context);
}

void RecordTable::create_graph(Connection& connection, std::size_t dimensions, const Context& context) const {
  if (kind_ != VectorKind::pgvector) {
    throw Error(ErrorCode::unsupported, "without pgvector Postgres has no graph: install it, or open the collection without `.graph`");
  }
  if (dimensions > most_graph_dimensions) {
    throw Error(ErrorCode::unsupported, "pgvector makes graphs of at most 2,000 dimensions, not of " + std::to_string(dimensions) +
                                            ": ask the embedder for fewer, or open the collection without `.graph`");
  }
  connection.run("CREATE INDEX IF NOT EXISTS " + name_ + "_graph ON " + name_ + " USING hnsw (embedding vector_cosine_ops)", {},
                 context);
}

void RecordTable::drop(Connection& connection, const Context& context) const {
  connection.run("DROP TABLE IF EXISTS " + name_, {}, context);
}

void RecordTable::hold(Connection& connection, const Context& context) const {
  connection.run("LOCK TABLE " + name_ + " IN ROW EXCLUSIVE MODE", {}, context);
}

void RecordTable::put(Connection& connection, const StoreNamespace& space, std::span<const VectorRecord> records,
                      const Context& context) const {
  const std::string type = kind_ == VectorKind::pgvector ? "vector" : "real[]";
  connection.run("INSERT INTO " + name_ +
                     "(space, id, source, content, metadata, fields, words, embedding) SELECT $1::text, r.id, r.source, "
                     "r.content, r.metadata, r.fields::jsonb, r.words::tsvector, r.embedding::" +
                     type +
                     " FROM json_to_recordset($2::json) AS r(id text, source text, content text, metadata text, fields text, "
                     "words text, embedding text) ON CONFLICT (space, id) DO UPDATE SET source=excluded.source, content=excluded.content, "
                     "metadata=excluded.metadata, fields=excluded.fields, words=excluded.words, embedding=excluded.embedding",
                 {space.name(), records_text(records, kind_, WordForms(languages_))}, context);
}

void RecordTable::remove(Connection& connection, const StoreNamespace& space, const RecordSelection& selection,
                         const Context& context) const {
  std::vector<Value> values = {space.name()};
  std::string sql = "DELETE FROM " + name_ + " WHERE space=$1::text AND ";
  if (const auto* ids = std::get_if<RecordIds>(&selection)) {
    values.emplace_back(nlohmann::json(ids->ids).dump());
    sql += "id IN (SELECT json_array_elements_text($2::json))";
  } else if (const auto* source = std::get_if<RecordSource>(&selection)) {
    values.emplace_back(source->source);
    sql += "source=$2::text";
  } else {
    sql += postgres_condition(std::get<Filter>(selection), values);
  }
  connection.run(sql, values, context);
}

std::vector<VectorRecord> RecordTable::get(Connection& connection, const StoreNamespace& space,
                                           const std::vector<std::string>& ids, const Context& context) const {
  const auto rows = connection.run("SELECT id, source, content, metadata, embedding::text FROM " + name_ +
                                       " WHERE space=$1::text AND id IN (SELECT json_array_elements_text($2::json))",
                                   {space.name(), nlohmann::json(ids).dump()}, context);
  std::vector<VectorRecord> records;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    records.push_back(record_from_row(rows, i));
    records.back().vector = vector_from_text(rows.text(i, 4));
  }
  return records;
}

RecordPage RecordTable::list(Connection& connection, const StoreNamespace& space, const PageRequest& request,
                             const Context& context) const {
  std::vector<Value> values = {space.name(), request.after};
  std::string sql = "SELECT id, source, content, metadata FROM " + name_ + " WHERE space=$1::text AND id>$2::text AND ";
  sql += postgres_condition(request.filter, values) + " ORDER BY id";
  sql += limit_sql(request.limit + 1, values);
  const auto rows = connection.run(sql, values, context);
  RecordPage page;
  for (std::size_t i = 0; i < rows.size() && i < request.limit; ++i) page.records.push_back(record_from_row(rows, i));
  if (rows.size() > request.limit) page.next = page.records.back().id;
  return page;
}

std::vector<FoundRecord> RecordTable::nearest(Connection& connection, const StoreNamespace& space, const VectorQuery& query,
                                              const Context& context) const {
  std::vector<Value> values = {space.name(), vector_text(query.vector, kind_)};
  std::string sql = "SELECT id, source, content, metadata, ";
  sql += kind_ == VectorKind::pgvector
             ? "1 - (embedding <=> $2::vector) AS score"
             : "(SELECT sum(a::float8 * b::float8) FROM unnest(embedding, $2::real[]) AS pair(a, b)) AS score";
  sql += " FROM " + name_ + " WHERE space=$1::text AND embedding IS NOT NULL AND " + postgres_condition(query.filter, values);
  // Only this very order lets the server use its graph.
  sql += graph_ ? " ORDER BY embedding <=> $2::vector" : " ORDER BY score DESC, id";
  sql += limit_sql(query.top, values);
  if (graph_) {
    connection.run("SET LOCAL hnsw.iterative_scan = strict_order", {}, context);
    connection.run("SET LOCAL hnsw.ef_search = " + std::to_string(std::clamp(query.top, least_looked_at, most_looked_at)), {}, context);
  }
  return found_from(connection.run(sql, values, context));
}

std::vector<FoundRecord> RecordTable::worded(Connection& connection, const StoreNamespace& space, const VectorQuery& query,
                                             const Context& context) const {
  const std::string any_word = any_word_text(query.words, WordForms(languages_));
  if (any_word.empty()) return {};
  std::vector<Value> values = {space.name(), any_word};
  std::string sql = "SELECT id, source, content, metadata, ts_rank(words, $2::tsquery, 1) AS score FROM " + name_ +
                    " WHERE space=$1::text AND words @@ $2::tsquery AND " + postgres_condition(query.filter, values) +
                    " ORDER BY score DESC, id";
  sql += limit_sql(query.top, values);
  return found_from(connection.run(sql, values, context));
}

}  // namespace baton::inline v0
