#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/index/store.hpp>

#include "filter_sql.hpp"
#include "schema.hpp"
#include "store_impl.hpp"
#include "word_tokenizer.hpp"

namespace baton::inline v0 {
namespace {

using sqlite::Database;
using sqlite::Transaction;

/// The headings above a chunk, as the splitter found them, for the keyword index.
std::string heading_of(const Chunk& chunk) {
  const nlohmann::json& metadata = chunk.metadata.ref();
  if (!metadata.is_object()) return {};
  const auto heading = metadata.find("heading");
  return heading != metadata.end() && heading->is_string() ? heading->get<std::string>() : std::string();
}

/// Binds a text, or NULL for a null value.
void bind_json(sqlite::Rows& rows, int index, const Json& value) {
  if (value.is_null()) return rows.bind(index, nullptr);
  rows.bind(index, std::string_view(value.dump()));
}

void remove_document(Database& database, std::string_view source) {
  database.run("DELETE FROM documents WHERE namespace='' AND source=?", source);
}

std::int64_t put_record(Database& database, const DocumentRecord& record) {
  sqlite::Rows rows = database.query(
      "INSERT INTO documents(source, sha256, size, modified_ns, inode, media_type, title, skipped, metadata) "
      "VALUES(?,?,?,?,?,?,?,?,?)",
      record.source, record.sha256, record.state.size, record.state.modified_ns, record.state.inode,
      record.media_type, record.title, record.skipped);
  bind_json(rows, 9, record.metadata);
  rows.next();
  return database.last_id();
}

std::int64_t put_chunk(Database& database, std::int64_t document, const DocumentRecord& record,
                       const Chunk& chunk) {
  sqlite::Rows rows = database.query(
      "INSERT INTO chunks(document, title, heading, text, first_byte, end_byte, first_line, last_line, metadata) "
      "VALUES(?,?,?,?,?,?,?,?,?)",
      document, record.title, heading_of(chunk), chunk.text,
      static_cast<std::int64_t>(chunk.span.begin), static_cast<std::int64_t>(chunk.span.end),
      static_cast<std::int64_t>(chunk.span.first_line), static_cast<std::int64_t>(chunk.span.last_line));
  bind_json(rows, 9, chunk.metadata);
  rows.next();
  const std::int64_t id = database.last_id();
  put_fields(database, id, chunk.metadata);
  return id;
}

void put_vector(Database& database, std::int64_t id, const Embedding& vector, std::size_t dimensions) {
  const auto is_zero = [](float x) { return x == 0.0F; };
  if (std::ranges::all_of(vector, is_zero)) return;
  if (!std::ranges::all_of(vector, [](float x) { return std::isfinite(x); })) {
    throw Error(ErrorCode::invalid_argument, "a vector holds NaN or an infinity: check the embedder");
  }
  if (vector.size() != dimensions) {
    throw Error(ErrorCode::invalid_argument,
                "a vector of " + std::to_string(vector.size()) + " dimensions was given, and the store has " +
                    std::to_string(dimensions) + ": use the embedder the index was made with");
  }
  database.run("INSERT INTO vectors VALUES(?,?)", id, std::as_bytes(std::span(vector)));
}

void put_document(Database& database, const DocumentUpdate& update, std::size_t dimensions) {
  if (!update.vectors.empty() && update.vectors.size() != update.chunks.size()) {
    throw Error(ErrorCode::invalid_argument,
                "document '" + update.record.source + "' has " + std::to_string(update.chunks.size()) +
                    " chunks and " + std::to_string(update.vectors.size()) + " vectors: give one for each, or none");
  }
  remove_document(database, update.record.source);
  const std::int64_t document = put_record(database, update.record);
  for (std::size_t i = 0; i < update.chunks.size(); ++i) {
    const std::int64_t id = put_chunk(database, document, update.record, update.chunks[i]);
    if (!update.vectors.empty()) put_vector(database, id, update.vectors[i], dimensions);
  }
}

void touch_document(Database& database, const DocumentRecord& record) {
  database.run("UPDATE documents SET sha256=?, size=?, modified_ns=?, inode=?, skipped=? WHERE namespace='' AND source=?",
               record.sha256, record.state.size, record.state.modified_ns, record.state.inode,
               record.skipped, record.source);
}

void set_state(Database& database, std::string_view key, std::string_view value) {
  database.run("INSERT OR REPLACE INTO state VALUES(?,?)", key, value);
}

void next_generation(Database& database) {
  database.run("UPDATE state SET value=value+1 WHERE key='generation'");
}

}  // namespace

StoreWriter::Impl::Impl(std::shared_ptr<Store> of, const Context& context)
    : store(std::move(of)),
      lock(store->path() + ".lock", StoreAccess::impl(*store).options.writer_wait, "writing to this index", context),
      database(store->path(), Database::Mode::write, false) {
  sqlite::prepare(database, index_schema, create_words(store->languages()));
  // Fewer and larger checkpoints: each syncs the disk.
  database.execute("PRAGMA wal_autocheckpoint=8192; PRAGMA cache_size=-65536");
}

StoreWriter::StoreWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
StoreWriter::StoreWriter(StoreWriter&&) noexcept = default;
StoreWriter& StoreWriter::operator=(StoreWriter&&) noexcept = default;
StoreWriter::~StoreWriter() = default;

void StoreWriter::apply(const StoreChanges& changes) {
  Database& database = impl_->database;
  Transaction transaction(database, Transaction::Kind::write);
  const auto info = stored_embedder(database);
  for (const std::string& source : changes.remove) remove_document(database, source);
  for (const DocumentRecord& record : changes.touch) touch_document(database, record);
  for (const DocumentUpdate& update : changes.put) {
    put_document(database, update, info ? info->dimensions : 0);
  }
  next_generation(database);
  transaction.commit();
}

void StoreWriter::set_embedder(const EmbedderInfo& info) {
  Database& database = impl_->database;
  Transaction transaction(database, Transaction::Kind::write);
  const auto present = stored_embedder(database);
  if (present == info) return;
  if (present && database.integer("SELECT EXISTS(SELECT 1 FROM vectors)") != 0) {
    throw Error(ErrorCode::schema_mismatch,
                "this index was made with " + present->name + " (" + std::to_string(present->dimensions) +
                    " dimensions) and cannot take vectors of " + info.name + " (" +
                    std::to_string(info.dimensions) + "): use the same embedder, or rebuild the index");
  }
  set_state(database, "embedder", info.name);
  set_state(database, "dimensions", std::to_string(info.dimensions));
  next_generation(database);
  transaction.commit();
}

void StoreWriter::set_note(std::string_view key, std::string_view value) {
  impl_->database.run("INSERT OR REPLACE INTO notes VALUES(?,?)", key, value);
}

void StoreWriter::clear() {
  Database& database = impl_->database;
  Transaction transaction(database, Transaction::Kind::write);
  database.execute("DELETE FROM documents; DELETE FROM notes; "
                   "DELETE FROM state WHERE key IN ('embedder', 'dimensions')");
  next_generation(database);
  transaction.commit();
  impl_->store->impl_->vectors.clear();
}

void StoreWriter::checkpoint() { impl_->database.execute("PRAGMA wal_checkpoint(PASSIVE)"); }

void StoreWriter::save_vectors(const VectorBuildOptions& build, const Context& context) {
  checkpoint();
  impl_->store->impl_->vectors.save(impl_->database, build, context);
}

StoreWriter Store::writer(const Context& context) {
  return StoreWriter(std::make_unique<StoreWriter::Impl>(shared_from_this(), context));
}

}  // namespace baton::inline v0
