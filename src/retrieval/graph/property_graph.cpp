#include <algorithm>
#include <chrono>
#include <utility>

#include <baton/core/error.hpp>

#include "graph_file.hpp"
#include "names.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::size_t most_facts = 1'000;      // of a chunk
constexpr std::size_t most_name_bytes = 500;
constexpr std::size_t most_words_of_name = 8;  // that a question is searched for
constexpr std::chrono::seconds turn_wait{5};

constexpr const char* create_graph = R"sql(
CREATE TABLE chunks(id INTEGER PRIMARY KEY);
CREATE TABLE entities(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE, words TEXT NOT NULL,
  name TEXT NOT NULL, type TEXT NOT NULL, description TEXT NOT NULL);
CREATE INDEX entities_words ON entities(words);
CREATE TABLE mentions(
  chunk INTEGER NOT NULL, entity INTEGER NOT NULL REFERENCES entities(id),
  PRIMARY KEY(chunk, entity)) WITHOUT ROWID;
CREATE INDEX mentions_entity ON mentions(entity);
CREATE TABLE relations(
  chunk INTEGER NOT NULL, source INTEGER NOT NULL, relation TEXT NOT NULL, target INTEGER NOT NULL,
  PRIMARY KEY(chunk, source, relation, target)) WITHOUT ROWID;
CREATE INDEX relations_source ON relations(source);
CREATE INDEX relations_target ON relations(target);
PRAGMA application_id=1651795826;
PRAGMA user_version=2;
)sql";

const sqlite::Schema graph_schema = {
    .what = "graph", .application_id = 1651795826, .version = 2, .create = create_graph};

void check_name(const std::string& name) {
  if (name.size() > most_name_bytes) {
    throw Error(ErrorCode::limit_exceeded, "a name or relation of a graph has at most 500 bytes");
  }
}

void check_facts(const GraphFacts& facts) {
  if (facts.entities.size() > most_facts || facts.relations.size() > most_facts) {
    throw Error(ErrorCode::limit_exceeded, "a chunk has at most 1,000 entities and 1,000 relations in a graph");
  }
  for (const GraphEntity& each : facts.entities) check_name(each.name);
  for (const GraphRelation& each : facts.relations) {
    for (const std::string* name : {&each.from, &each.relation, &each.to}) check_name(*name);
  }
}

/// Adds the entity or what is new of it, and that the chunk speaks of it; 0 when it has no name.
std::int64_t put_entity(sqlite::Database& database, const GraphEntity& entity, std::int64_t chunk) {
  const std::string key = graph::folded_name(entity.name);
  if (key.empty()) return 0;
  const auto words = graph::words_in(entity.name, most_words_of_name + 1);
  database.run(
      "INSERT INTO entities(key, words, name, type, description) VALUES(?,?,?,?,?) ON CONFLICT(key) DO UPDATE SET "
      "type=iif(excluded.type='', type, excluded.type), "
      "description=iif(excluded.description='', description, excluded.description)",
      key, graph::joined_words(words, 0, words.size()), entity.name, entity.type, entity.description);
  const std::int64_t id = database.integer("SELECT id FROM entities WHERE key=?", key);
  database.run("INSERT OR IGNORE INTO mentions(chunk, entity) VALUES(?,?)", chunk, id);
  return id;
}

std::vector<std::int64_t> entities_of_chunk(sqlite::Database& database, std::int64_t chunk) {
  std::vector<std::int64_t> ids;
  sqlite::Rows rows = database.query("SELECT entity FROM mentions WHERE chunk=?", chunk);
  while (rows.next()) ids.push_back(rows.integer(0));
  return ids;
}

void forget_chunk(sqlite::Database& database, std::int64_t chunk) {
  database.run("DELETE FROM chunks WHERE id=?", chunk);
  database.run("DELETE FROM relations WHERE chunk=?", chunk);
  database.run("DELETE FROM mentions WHERE chunk=?", chunk);
}

void drop_unmentioned(sqlite::Database& database, const std::vector<std::int64_t>& ids) {
  for (const std::int64_t id : ids) {
    database.run("DELETE FROM entities WHERE id=? AND NOT EXISTS(SELECT 1 FROM mentions WHERE entity=?)", id, id);
  }
}

std::int64_t signed_count(std::size_t count) { return static_cast<std::int64_t>(std::min<std::size_t>(count, 1'000'000)); }

}  // namespace

PropertyGraph::Impl::Impl(const std::string& file) : path(file), readers(file, graph_schema, 4) {
  const FileLock turn = take_turn();
  writer = std::make_unique<sqlite::Database>(path, sqlite::Database::Mode::write, true);
  sqlite::prepare(*writer, graph_schema);
}

PropertyGraph::Impl::~Impl() {
  try {
    // Closing the last connection moves the log into the file.
    const FileLock turn = take_turn();
    writer.reset();
  } catch (const Error&) {  // NOLINT: then it closes without a turn; who has it will be writing for long
  }
}

FileLock PropertyGraph::Impl::take_turn() const {
  return FileLock(path + ".lock", turn_wait, "writing to this graph");
}

PropertyGraph::PropertyGraph(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PropertyGraph::~PropertyGraph() = default;

std::shared_ptr<PropertyGraph> PropertyGraph::open(const std::string& file) {
  return std::shared_ptr<PropertyGraph>(new PropertyGraph(std::make_unique<Impl>(file)));
}

void PropertyGraph::put(const GraphFacts& facts) {
  check_facts(facts);
  const std::lock_guard lock(impl_->mutex);
  const FileLock turn = impl_->take_turn();
  sqlite::Database& database = *impl_->writer;
  sqlite::Transaction change(database, sqlite::Transaction::Kind::write);
  const auto before = entities_of_chunk(database, facts.chunk);
  forget_chunk(database, facts.chunk);
  database.run("INSERT INTO chunks(id) VALUES(?)", facts.chunk);
  for (const GraphEntity& each : facts.entities) static_cast<void>(put_entity(database, each, facts.chunk));
  for (const GraphRelation& each : facts.relations) {
    const std::int64_t from = put_entity(database, {.name = each.from}, facts.chunk);
    const std::int64_t to = put_entity(database, {.name = each.to}, facts.chunk);
    if (from == 0 || to == 0) continue;
    database.run("INSERT OR IGNORE INTO relations(chunk, source, relation, target) VALUES(?,?,?,?)", facts.chunk, from,
                 each.relation, to);
  }
  drop_unmentioned(database, before);
  change.commit();
}

void PropertyGraph::remove(std::int64_t chunk) {
  const std::lock_guard lock(impl_->mutex);
  const FileLock turn = impl_->take_turn();
  sqlite::Transaction change(*impl_->writer, sqlite::Transaction::Kind::write);
  const auto before = entities_of_chunk(*impl_->writer, chunk);
  forget_chunk(*impl_->writer, chunk);
  drop_unmentioned(*impl_->writer, before);
  change.commit();
}

std::vector<std::int64_t> PropertyGraph::chunks() const {
  const sqlite::ReaderPool::Lease reader(impl_->readers);
  std::vector<std::int64_t> ids;
  sqlite::Rows rows = reader->query("SELECT id FROM chunks ORDER BY id");
  while (rows.next()) ids.push_back(rows.integer(0));
  return ids;
}

GraphCounts PropertyGraph::counts() const {
  const sqlite::ReaderPool::Lease reader(impl_->readers);
  const auto count = [&](const char* sql) { return static_cast<std::size_t>(reader->integer(sql)); };
  return {.entities = count("SELECT count(*) FROM entities"),
          .relations = count("SELECT count(*) FROM relations"),
          .chunks = count("SELECT count(DISTINCT chunk) FROM mentions")};
}

std::vector<GraphEntity> PropertyGraph::entities(std::size_t most) const {
  const sqlite::ReaderPool::Lease reader(impl_->readers);
  std::vector<GraphEntity> result;
  sqlite::Rows rows =
      reader->query("SELECT name, type, description FROM entities ORDER BY key LIMIT ?", signed_count(most));
  while (rows.next()) {
    result.push_back({std::string(rows.text(0)), std::string(rows.text(1)), std::string(rows.text(2))});
  }
  return result;
}

std::vector<GraphRelation> PropertyGraph::relations_of(std::string_view entity, std::size_t most) const {
  const sqlite::ReaderPool::Lease reader(impl_->readers);
  std::vector<GraphRelation> result;
  const std::string key = graph::folded_name(entity);
  sqlite::Rows rows = reader->query(
      "SELECT DISTINCT a.name, r.relation, b.name FROM relations r JOIN entities a ON a.id=r.source "
      "JOIN entities b ON b.id=r.target WHERE r.source=(SELECT id FROM entities WHERE key=?) "
      "OR r.target=(SELECT id FROM entities WHERE key=?) ORDER BY a.key, r.relation, b.key LIMIT ?",
      key, key, signed_count(most));
  while (rows.next()) {
    result.push_back({std::string(rows.text(0)), std::string(rows.text(1)), std::string(rows.text(2))});
  }
  return result;
}

std::vector<std::string> PropertyGraph::named_in(std::string_view text, std::size_t most) const {
  constexpr std::size_t most_words_read = 512;
  const auto words = graph::words_in(text, most_words_read);
  const sqlite::ReaderPool::Lease reader(impl_->readers);
  std::vector<std::string> names;
  for (std::size_t length = std::min(most_words_of_name, words.size()); length > 0; --length) {
    for (std::size_t first = 0; first + length <= words.size(); ++first) {
      sqlite::Rows rows = reader->query("SELECT name FROM entities WHERE words=? ORDER BY key",
                                        graph::joined_words(words, first, first + length));
      while (names.size() < most && rows.next()) {
        std::string name(rows.text(0));
        if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
      }
    }
  }
  return names;
}

}  // namespace baton::inline v0
