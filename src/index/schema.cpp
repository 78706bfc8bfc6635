#include "schema.hpp"

#include <string>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

constexpr std::int64_t application_id = 0x62746e31;  // "btn1"
constexpr std::int64_t schema_version = 1;

// Triggers keep the keyword index in step with the chunks, also when a document's deletion cascades.
// Chunk ids are never used twice, so that a vector index can be caught up by comparing ids.
constexpr const char* create_tables = R"sql(
CREATE TABLE notes(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state(key TEXT PRIMARY KEY, value) WITHOUT ROWID;
INSERT INTO state VALUES('id', lower(hex(randomblob(16)))), ('generation', 0);
CREATE TABLE documents(
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL, modified_ns INTEGER NOT NULL, inode INTEGER NOT NULL,
  media_type TEXT NOT NULL, title TEXT NOT NULL,
  metadata TEXT, skipped TEXT NOT NULL);
CREATE TABLE chunks(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  title TEXT NOT NULL, heading TEXT NOT NULL, text TEXT NOT NULL,
  first_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL,
  first_line INTEGER NOT NULL, last_line INTEGER NOT NULL,
  metadata TEXT);
CREATE INDEX chunks_document ON chunks(document);
CREATE TABLE vectors(
  id INTEGER PRIMARY KEY REFERENCES chunks(id) ON DELETE CASCADE,
  value BLOB NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(title, heading, text,
  content='chunks', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2');
CREATE TRIGGER chunks_added AFTER INSERT ON chunks BEGIN
  INSERT INTO words(rowid, title, heading, text) VALUES(new.id, new.title, new.heading, new.text);
END;
CREATE TRIGGER chunks_removed AFTER DELETE ON chunks BEGIN
  INSERT INTO words(words, rowid, title, heading, text)
    VALUES('delete', old.id, old.title, old.heading, old.text);
END;
PRAGMA application_id=1651797553;
PRAGMA user_version=1;
)sql";
static_assert(application_id == 1651797553 && schema_version == 1);

bool is_empty(sqlite::Database& database) {
  return database.integer("SELECT count(*) FROM sqlite_master") == 0 &&
         database.integer("PRAGMA application_id") == 0;
}

[[noreturn]] void refuse_foreign(const sqlite::Database& database) {
  throw Error(ErrorCode::data_corrupt, "'" + database.path().string() +
                                           "' is a database of another program, not a baton index: "
                                           "choose another path");
}

void create_schema(sqlite::Database& database) {
  sqlite::Transaction transaction(database, sqlite::Transaction::Kind::write);
  // Another process may have been faster.
  if (is_empty(database)) database.execute(create_tables);
  transaction.commit();
}

}  // namespace

void check_schema(sqlite::Database& database) {
  if (database.integer("PRAGMA application_id") != application_id) refuse_foreign(database);
  const std::int64_t version = database.integer("PRAGMA user_version");
  if (version > schema_version) {
    throw Error(ErrorCode::version_mismatch,
                "index '" + database.path().string() + "' has format " + std::to_string(version) +
                    " and this baton knows up to " + std::to_string(schema_version) +
                    ": update baton, or delete the file and index again");
  }
  if (version < 1) refuse_foreign(database);
}

void prepare_schema(sqlite::Database& database) {
  const bool empty = is_empty(database);
  if (!empty) check_schema(database);
  database.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON");
  if (empty) create_schema(database);
}

}  // namespace baton::inline v0
