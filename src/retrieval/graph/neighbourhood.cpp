#include <algorithm>
#include <map>

#include "graph_file.hpp"
#include "names.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::size_t most_entities = 10'000;  // that a walk visits

using Steps = std::map<std::int64_t, std::size_t>;  // by entity

std::vector<std::int64_t> first_entities(sqlite::Database& database, const std::vector<std::string>& names) {
  std::vector<std::int64_t> ids;
  for (const std::string& name : names) {
    const std::int64_t id = database.integer("SELECT id FROM entities WHERE key=?", graph::folded_name(name));
    if (id != 0) ids.push_back(id);
  }
  return ids;
}

/// The entities next to those of `frontier` that were not reached before.
std::vector<std::int64_t> next_entities(sqlite::Database& database, const std::vector<std::int64_t>& frontier,
                                        Steps& reached, std::size_t step) {
  std::vector<std::int64_t> next;
  for (const std::int64_t id : frontier) {
    sqlite::Rows rows = database.query(
        "SELECT target FROM relations WHERE source=? UNION SELECT source FROM relations WHERE target=?", id, id);
    while (reached.size() < most_entities && rows.next()) {
      if (reached.try_emplace(rows.integer(0), step).second) next.push_back(rows.integer(0));
    }
  }
  return next;
}

bool nearer(const GraphHit& a, const GraphHit& b) {
  if (a.steps != b.steps) return a.steps < b.steps;
  return a.mentions != b.mentions ? a.mentions > b.mentions : a.chunk < b.chunk;
}

}  // namespace

std::vector<GraphHit> PropertyGraph::neighbourhood(const std::vector<std::string>& entities, std::size_t steps,
                                                   std::size_t most) const {
  const sqlite::ReaderPool::Lease reader(impl_->readers);
  const sqlite::Transaction snapshot(*reader, sqlite::Transaction::Kind::read);
  std::vector<std::int64_t> frontier = first_entities(*reader, entities);
  Steps reached;
  for (const std::int64_t id : frontier) reached.try_emplace(id, 0);
  for (std::size_t step = 1; step <= steps && !frontier.empty(); ++step) {
    frontier = next_entities(*reader, frontier, reached, step);
  }
  std::map<std::int64_t, GraphHit> hits;
  for (const auto& [id, step] : reached) {
    sqlite::Rows rows = reader->query("SELECT chunk FROM mentions WHERE entity=?", id);
    while (rows.next()) {
      auto& hit = hits.try_emplace(rows.integer(0), GraphHit{rows.integer(0), step, 0}).first->second;
      if (step < hit.steps) hit = {hit.chunk, step, 0};
      if (step == hit.steps) ++hit.mentions;
    }
  }
  std::vector<GraphHit> result;
  for (const auto& [chunk, hit] : hits) result.push_back(hit);
  std::ranges::sort(result, nearer);
  if (result.size() > most) result.resize(most);
  return result;
}

}  // namespace baton::inline v0
