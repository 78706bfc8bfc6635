#include "index/schema.hpp"

namespace baton::inline v0 {
namespace {

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

}  // namespace

const sqlite::Schema index_schema = {
    .what = "index", .application_id = 1651797553, .version = 1, .create = create_tables};

}  // namespace baton::inline v0
