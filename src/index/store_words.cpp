#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/index/store.hpp>

#include "filter_sql.hpp"
#include "record_check.hpp"
#include "store_impl.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::size_t most_words = 1'000;
// The columns' weights are those of `search_keywords`. BM25 is negative in FTS5, and a sum over words.
constexpr const char* scores_of_word = 
    "SELECT c.id, -bm25(words, 2.0, 1.5, 1.0) FROM words JOIN chunks c ON c.id=words.rowid "
    "WHERE words MATCH ? AND c.namespace=''";

using Scores = std::unordered_map<std::int64_t, double>;

void check_words(std::span<const WeightedWord> words) {
  if (words.size() > most_words) {
    throw Error(ErrorCode::limit_exceeded, "a search takes at most " + std::to_string(most_words) +
                                               " words, not " + std::to_string(words.size()));
  }
  for (const WeightedWord& word : words) {
    if (word.weight > 0.0 && std::isfinite(word.weight)) continue;
    throw Error(ErrorCode::invalid_argument, "the weight of '" + word.word + "' must be a number above 0");
  }
}

/// The word as FTS5 reads it: a phrase in quotes, in which only quotes and NUL mean anything.
std::string phrase(const std::string& word) {
  std::string result = "\"";
  for (const char c : word) {
    if (c == '"') result += '"';
    result += c == '\0' ? ' ' : c;
  }
  return result + '"';
}

sqlite::Rows scored_rows(sqlite::Database& database, const std::string& word, const Filter& filter) {
  if (!may_refuse(filter)) return database.query(scores_of_word, phrase(word));
  SqlCondition condition = filter_to_sql(filter);
  condition.values.insert(condition.values.begin(), phrase(word));
  return database.query_once(scores_of_word + (" AND (" + condition.text + ")"), condition.values);
}

}  // namespace

std::vector<ScoredChunk> Store::search_words(std::span<const WeightedWord> words, std::size_t top,
                                             const Filter& filter) const {
  check_words(words);
  check_filter(filter);
  if (top == 0) return {};
  const sqlite::ReaderPool::Lease reader(impl_->readers);
  const sqlite::Transaction snapshot(*reader, sqlite::Transaction::Kind::read);
  Scores scores;
  for (const WeightedWord& word : words) {
    sqlite::Rows rows = scored_rows(*reader, word.word, filter);
    while (rows.next()) scores[rows.integer(0)] += word.weight * rows.real(1);
  }
  std::vector<std::pair<double, std::int64_t>> order;
  order.reserve(scores.size());
  for (const auto& [id, score] : scores) order.emplace_back(-score, id);
  const std::size_t count = std::min(top, order.size());
  std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(count));
  std::vector<ScoredChunk> result;
  for (std::size_t i = 0; i < count; ++i) {
    auto found = find_chunk(*reader, order[i].second);
    if (!found) continue;
    found->score = -order[i].first;
    result.push_back(std::move(*found));
  }
  return result;
}

}  // namespace baton::inline v0
