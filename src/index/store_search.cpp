#include "store_search.hpp"

#include <algorithm>
#include <string>

#include <baton/core/error.hpp>

#include "best_matches.hpp"
#include "core/cosine.hpp"
#include "filter_sql.hpp"
#include "keyword_query.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::size_t most_rows = 1'000'000;  // SQLite's limits are signed

// A word in a title or heading tells more than one in the text. BM25 is negative in FTS5.
constexpr const char* best_of_all =
    "SELECT rowid, -bm25(words, 2.0, 1.5, 1.0) FROM words WHERE words MATCH ? "
    "ORDER BY bm25(words, 2.0, 1.5, 1.0), rowid LIMIT ?";
constexpr const char* best_within =
    "SELECT c.id, -bm25(words, 2.0, 1.5, 1.0) FROM words JOIN chunks c ON c.id=words.rowid "
    "WHERE words MATCH ? AND c.namespace=? AND ";
constexpr const char* best_within_end = " ORDER BY bm25(words, 2.0, 1.5, 1.0), c.id LIMIT ?";
constexpr const char* ids_within = "SELECT c.id FROM chunks c WHERE c.namespace=? AND ";
// So few vectors are read from their rows, rather than waited for until the index has caught up.
constexpr std::size_t read_from_rows = 500;

bool lets_all_through(const Filter& filter) { return filter.op == FilterOp::all && filter.parts.empty(); }

/// Whether the scope leaves nothing of the store out.
bool is_all(sqlite::Database& database, SearchScope scope) {
  return lets_all_through(*scope.filter) &&
         database.integer("SELECT EXISTS(SELECT 1 FROM documents WHERE namespace<?1) OR "
                          "EXISTS(SELECT 1 FROM documents WHERE namespace>?1)", scope.space) == 0;
}

/// Chunks of a scope, some of which may have no vector, as of one transaction.
struct Allowed {
  std::int64_t generation = 0;
  std::shared_ptr<const IdSet> ids;
};

Allowed allowed_by(sqlite::Database& database, ScopeCache& scopes, SearchScope scope) {
  SqlCondition condition = filter_to_sql(*scope.filter);
  condition.values.insert(condition.values.begin(), std::string(scope.space));
  const sqlite::Transaction snapshot(database, sqlite::Transaction::Kind::read);
  const std::int64_t generation = stored_generation(database);
  if (auto known = scopes.find(generation, condition)) return {generation, std::move(known)};
  std::vector<std::int64_t> ids;
  sqlite::Rows rows = database.query_once(ids_within + condition.text, condition.values);
  while (rows.next()) ids.push_back(rows.integer(0));
  auto found = std::make_shared<const IdSet>(std::move(ids));
  scopes.keep(generation, std::move(condition), found);
  return {generation, std::move(found)};
}

std::vector<VectorMatch> nearest_of_rows(sqlite::Database& database, std::span<const float> query, std::size_t top,
                                         std::span<const std::int64_t> ids) {
  BestMatches best(top);
  for (const std::int64_t id : ids) {
    sqlite::Rows rows = database.query("SELECT value FROM vectors WHERE id=?", id);
    if (!rows.next()) continue;  // removed since, or without a vector
    const Embedding vector = to_embedding(rows.blob(0), query.size());
    best.offer({.id = id, .score = static_cast<float>(cosine_of(query, vector).value_or(0.0))});
  }
  return best.take();
}

void check_length(sqlite::Database& database, std::span<const float> query) {
  const auto info = stored_embedder(database);
  if (!info || info->dimensions == query.size()) return;
  throw Error(ErrorCode::invalid_argument,
              "the query has " + std::to_string(query.size()) + " dimensions, and the store has " +
                  std::to_string(info->dimensions) + ": use the embedder that the index was made with");
}

std::vector<WordMatch> matches_of(sqlite::Rows rows) {
  std::vector<WordMatch> result;
  while (rows.next()) result.push_back({.id = rows.integer(0), .score = rows.real(1)});
  return result;
}

}  // namespace

std::vector<VectorMatch> nearest(sqlite::Database& database, LiveVectors& vectors, std::span<const float> query,
                                 std::size_t top, SearchScope scope, const Context& context) {
  if (is_all(database, scope)) {
    const auto index = vectors.current(database, {}, context);
    return index ? index->search(query, top) : std::vector<VectorMatch>();
  }
  check_length(database, query);
  const bool searchable = std::ranges::any_of(query, [](float x) { return x != 0.0F; });
  if (top == 0 || !searchable) return {};
  const auto [generation, ids] = allowed_by(database, vectors.scopes(), scope);
  auto index = vectors.at_hand(generation);
  if (!index && ids->size() <= read_from_rows) return nearest_of_rows(database, query, std::min(top, most_rows), ids->ids());
  if (!index) index = vectors.current(database, {}, context);
  return index ? index->search(query, top, *ids) : std::vector<VectorMatch>();
}

std::vector<WordMatch> worded(sqlite::Database& database, const std::vector<std::string>& languages, std::string_view text, std::size_t top,
                              SearchScope scope) {
  const std::string match = keyword_query(text, languages);
  if (match.empty() || top == 0) return {};
  const auto limit = static_cast<std::int64_t>(std::min(top, most_rows));
  if (is_all(database, scope)) return matches_of(database.query(best_of_all, match, limit));
  SqlCondition condition = filter_to_sql(*scope.filter);
  condition.values.insert(condition.values.begin(), {match, std::string(scope.space)});
  condition.values.emplace_back(limit);
  return matches_of(database.query_once(best_within + condition.text + best_within_end, condition.values));
}

}  // namespace baton::inline v0
