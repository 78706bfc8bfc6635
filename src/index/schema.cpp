#include "index/schema.hpp"

#include "index/word_tokenizer.hpp"

namespace baton::inline v0 {
namespace {

// Triggers keep the keyword index, which `create_words` adds, in step with the chunks, also when a document's deletion cascades.
// Records of namespaces are chunks with a name; what index_folder writes has none, and the namespace ''.
// `fields` has a row for each value that filters see.
// Chunk ids are never used twice, so that a vector index can be caught up by comparing ids.
constexpr const char* create_tables = R"sql(
CREATE TABLE notes(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state(key TEXT PRIMARY KEY, value) WITHOUT ROWID;
INSERT INTO state VALUES('id', lower(hex(randomblob(16)))), ('generation', 0);
CREATE TABLE documents(
  id INTEGER PRIMARY KEY,
  namespace TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL, modified_ns INTEGER NOT NULL, inode INTEGER NOT NULL,
  media_type TEXT NOT NULL, title TEXT NOT NULL,
  metadata TEXT, skipped TEXT NOT NULL,
  UNIQUE(namespace, source));
CREATE TABLE chunks(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  namespace TEXT NOT NULL DEFAULT '', name TEXT,
  title TEXT NOT NULL, heading TEXT NOT NULL, text TEXT NOT NULL,
  first_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL,
  first_line INTEGER NOT NULL, last_line INTEGER NOT NULL,
  metadata TEXT);
CREATE INDEX chunks_document ON chunks(document);
CREATE UNIQUE INDEX chunks_name ON chunks(namespace, name) WHERE name IS NOT NULL;
CREATE TABLE fields(
  chunk INTEGER NOT NULL REFERENCES chunks(id) ON DELETE CASCADE,
  key TEXT NOT NULL, place INTEGER NOT NULL,
  text TEXT, number REAL, flag INTEGER,
  PRIMARY KEY(chunk, key, place)) WITHOUT ROWID;
CREATE INDEX fields_key ON fields(key, number, text, flag);
CREATE TABLE vectors(
  id INTEGER PRIMARY KEY REFERENCES chunks(id) ON DELETE CASCADE,
  value BLOB NOT NULL);
CREATE TRIGGER chunks_added AFTER INSERT ON chunks BEGIN
  INSERT INTO words(rowid, title, heading, text) VALUES(new.id, new.title, new.heading, new.text);
END;
CREATE TRIGGER chunks_removed AFTER DELETE ON chunks BEGIN
  INSERT INTO words(words, rowid, title, heading, text)
    VALUES('delete', old.id, old.title, old.heading, old.text);
END;
PRAGMA application_id=1651797553;
PRAGMA user_version=3;
)sql";

}  // namespace

const sqlite::Schema index_schema = {
    .what = "index", .application_id = 1651797553, .version = 3, .create = create_tables, .connect = &add_word_tokenizer};

}  // namespace baton::inline v0
