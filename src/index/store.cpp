#include <baton/index/store.hpp>

#include <algorithm>
#include <utility>

#include <baton/core/error.hpp>

#include "languages.hpp"
#include "schema.hpp"
#include "store_impl.hpp"
#include "store_search.hpp"
#include "word_tokenizer.hpp"

namespace baton::inline v0 {
namespace {

constexpr const char* chunk_columns =
    "SELECT c.id, d.source, c.text, c.first_byte, c.end_byte, c.first_line, c.last_line, c.metadata "
    "FROM chunks c JOIN documents d ON d.id=c.document WHERE c.id=?";
constexpr const char* chunks_of_source =
    "SELECT c.id, d.source, c.text, c.first_byte, c.end_byte, c.first_line, c.last_line, c.metadata "
    "FROM chunks c JOIN documents d ON d.id=c.document WHERE d.namespace='' AND d.source=? AND c.id BETWEEN ? AND ? ORDER BY c.id";
constexpr const char* document_columns =
    "SELECT source, sha256, size, modified_ns, inode, media_type, title, metadata, skipped "
    "FROM documents WHERE namespace='' AND source=?";
constexpr const char* all_documents =
    "SELECT source, sha256, size, modified_ns, inode, media_type, title, metadata, skipped "
    "FROM documents WHERE namespace='' ORDER BY source";

Json to_json(const sqlite::Rows& rows, int column) {
  return rows.is_null(column) ? Json() : Json::parse(rows.text(column));
}

ScoredChunk to_chunk(const sqlite::Rows& rows) {
  ScoredChunk result;
  result.id = rows.integer(0);
  result.chunk.source = rows.text(1);
  result.chunk.text = rows.text(2);
  result.chunk.span = {.begin = static_cast<std::size_t>(rows.integer(3)),
                       .end = static_cast<std::size_t>(rows.integer(4)),
                       .first_line = static_cast<std::size_t>(rows.integer(5)),
                       .last_line = static_cast<std::size_t>(rows.integer(6))};
  result.chunk.metadata = to_json(rows, 7);
  return result;
}

DocumentRecord to_record(const sqlite::Rows& rows) {
  DocumentRecord record;
  record.source = rows.text(0);
  record.sha256 = rows.text(1);
  record.state = {
      .size = rows.integer(2), .modified_ns = rows.integer(3), .inode = rows.integer(4)};
  record.media_type = rows.text(5);
  record.title = rows.text(6);
  record.metadata = to_json(rows, 7);
  record.skipped = rows.text(8);
  return record;
}

}  // namespace

std::optional<ScoredChunk> find_chunk(sqlite::Database& database, std::int64_t id) {
  sqlite::Rows rows = database.query(chunk_columns, id);
  if (!rows.next()) return std::nullopt;
  return to_chunk(rows);
}

namespace {

/// The chunks of matches, with their scores.
template <class Match>
std::vector<ScoredChunk> chunks_of(sqlite::Database& database, const std::vector<Match>& matches) {
  std::vector<ScoredChunk> result;
  for (const Match& match : matches) {
    auto found = find_chunk(database, match.id);
    if (!found) continue;  // removed since
    found->score = static_cast<double>(match.score);
    result.push_back(std::move(*found));
  }
  return result;
}

}  // namespace

std::optional<EmbedderInfo> stored_embedder(sqlite::Database& database) {
  sqlite::Rows rows = database.query(
      "SELECT (SELECT value FROM state WHERE key='embedder'),"
      "(SELECT value FROM state WHERE key='dimensions')");
  if (!rows.next() || rows.is_null(0)) return std::nullopt;
  return EmbedderInfo{std::string(rows.text(0)), static_cast<std::size_t>(rows.integer(1))};
}

namespace {

/// Makes the file where there is none; gives the languages it has.
std::vector<std::string> prepared(const std::string& file, const StoreOptions& options) {
  const std::vector<std::string> wanted = languages_or_english(options.languages);
  sqlite::Database database(file, sqlite::Database::Mode::write, options.create);
  sqlite::prepare(database, index_schema, create_words(wanted));
  std::vector<std::string> present = stored_languages(database);
  refuse_other_languages("index '" + file + "'", present, options.languages, "delete the file and index again");
  return present;
}

}  // namespace

Store::Impl::Impl(std::string file, StoreOptions given, std::vector<std::string> of_texts)
    : path(std::move(file)),
      languages(std::move(of_texts)),
      options(given),
      vectors(path + ".vectors", {.quantisation = given.quantisation, .exact_below = given.exact_below}),
      readers(path, index_schema, given.idle_readers) {}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;

std::shared_ptr<Store> Store::open(const std::string& file, StoreOptions options) {
  if (!options.create && !std::filesystem::exists(file)) {
    throw Error(ErrorCode::not_found, "there is no index '" + file + "': index the folder first");
  }
  std::vector<std::string> languages = prepared(file, options);
  return std::shared_ptr<Store>(new Store(std::make_unique<Impl>(file, options, std::move(languages))));
}

const std::vector<std::string>& Store::languages() const noexcept { return impl_->languages; }

const std::string& Store::path() const noexcept { return impl_->path; }

StoreCounts Store::counts() const {
  const sqlite::ReaderPool::Lease reader(impl_->readers);
  const auto count = [&](const char* sql) { return static_cast<std::size_t>(reader->integer(sql)); };
  return {.documents = count("SELECT count(*) FROM documents WHERE skipped=''"),
          .chunks = count("SELECT count(*) FROM chunks"),
          .vectors = count("SELECT count(*) FROM vectors")};
}

std::optional<EmbedderInfo> Store::embedder() const {
  const sqlite::ReaderPool::Lease reader(impl_->readers);
  return stored_embedder(*reader);
}

std::optional<std::string> Store::note(std::string_view key) const {
  const sqlite::ReaderPool::Lease reader(impl_->readers);
  sqlite::Rows rows = reader->query("SELECT value FROM notes WHERE key=?", key);
  if (!rows.next()) return std::nullopt;
  return std::string(rows.text(0));
}

std::vector<DocumentRecord> Store::documents() const {
  const sqlite::ReaderPool::Lease reader(impl_->readers);
  std::vector<DocumentRecord> records;
  sqlite::Rows rows = reader->query(all_documents);
  while (rows.next()) records.push_back(to_record(rows));
  return records;
}

std::optional<DocumentRecord> Store::document(std::string_view source) const {
  const sqlite::ReaderPool::Lease reader(impl_->readers);
  sqlite::Rows rows = reader->query(document_columns, source);
  if (!rows.next()) return std::nullopt;
  return to_record(rows);
}

std::vector<ScoredChunk> Store::chunks(std::string_view source, ChunkIdRange range) const {
  const sqlite::ReaderPool::Lease reader(impl_->readers);
  std::vector<ScoredChunk> result;
  sqlite::Rows rows = reader->query(chunks_of_source, source, range.first, range.last);
  while (rows.next()) result.push_back(to_chunk(rows));
  return result;
}

std::optional<ScoredChunk> Store::chunk(std::int64_t id) const {
  const sqlite::ReaderPool::Lease reader(impl_->readers);
  return find_chunk(*reader, id);
}

std::optional<Embedding> Store::vector(std::int64_t id) const {
  const sqlite::ReaderPool::Lease reader(impl_->readers);
  const auto info = stored_embedder(*reader);
  sqlite::Rows rows = reader->query("SELECT value FROM vectors WHERE id=?", id);
  if (!info || !rows.next()) return std::nullopt;
  return to_embedding(rows.blob(0), info->dimensions);
}

std::vector<ScoredChunk> Store::search_keywords(std::string_view text, std::size_t top,
                                                const Filter& filter) const {
  check_filter(filter);
  const sqlite::ReaderPool::Lease reader(impl_->readers);
  const sqlite::Transaction snapshot(*reader, sqlite::Transaction::Kind::read);
  return chunks_of(*reader, worded(*reader, impl_->languages, text, top, {.space = "", .filter = &filter}));
}

std::vector<ScoredChunk> Store::search_vectors(std::span<const float> query, std::size_t top,
                                               const Filter& filter, const Context& context) const {
  check_filter(filter);
  const sqlite::ReaderPool::Lease reader(impl_->readers);
  return chunks_of(*reader, nearest(*reader, impl_->vectors, query, top, {.space = "", .filter = &filter}, context));
}

void Store::backup(const std::string& file,
                   const std::function<void(std::size_t, std::size_t)>& progress) const {
  if (std::filesystem::exists(file)) {
    throw Error(ErrorCode::already_exists, "'" + file + "' exists: back up to a new name");
  }
  const std::string partial = file + ".partial";
  const auto remove_partial = [&] {
    std::error_code ignored;
    for (const char* end : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(partial + end, ignored);
  };
  remove_partial();
  try {
    const sqlite::ReaderPool::Lease reader(impl_->readers);
    reader->copy_to(partial, progress);
    std::filesystem::rename(partial, file);
  } catch (...) {
    remove_partial();
    throw;
  }
}

}  // namespace baton::inline v0
