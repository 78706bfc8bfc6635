#include <algorithm>
#include <cstring>
#include <iterator>
#include <system_error>

#include <baton/core/error.hpp>

#include "store_impl.hpp"

namespace baton::inline v0 {
namespace {

// Between two calls of progress; also how late a cancellation may come.
constexpr std::size_t progress_step = 256;

std::vector<std::int64_t> stored_ids(sqlite::Database& database) {
  std::vector<std::int64_t> ids;
  sqlite::Rows rows = database.query("SELECT id FROM vectors ORDER BY id");
  while (rows.next()) ids.push_back(rows.integer(0));
  return ids;
}

std::vector<std::int64_t> missing(const std::vector<std::int64_t>& from,
                                  const std::vector<std::int64_t>& in) {
  std::vector<std::int64_t> result;
  std::ranges::set_difference(from, in, std::back_inserter(result));
  return result;
}

VectorStamp stamp_of(sqlite::Database& database, const EmbedderInfo& info, std::int64_t generation) {
  sqlite::Rows rows = database.query("SELECT value FROM state WHERE key='id'");
  return {.store_id = rows.next() ? std::string(rows.text(0)) : std::string(),
          .embedder = info.name,
          .generation = static_cast<std::uint64_t>(generation)};
}

void add_vectors(sqlite::Database& database, VectorIndex& index, const std::vector<std::int64_t>& ids,
                 const LiveVectors::Progress& progress) {
  std::size_t done = 0;
  for (const std::int64_t id : ids) {
    if (progress && done % progress_step == 0) progress(done, ids.size());
    sqlite::Rows rows = database.query("SELECT value FROM vectors WHERE id=?", id);
    if (rows.next()) index.add(id, to_embedding(rows.blob(0), index.dimensions()));
    ++done;
  }
  if (progress && !ids.empty()) progress(done, ids.size());
}

std::int64_t stored_generation(sqlite::Database& database) {
  return database.integer("SELECT value FROM state WHERE key='generation'");
}

}  // namespace

Embedding to_embedding(sqlite::Blob bytes, std::size_t dimensions) {
  if (bytes.size() != dimensions * sizeof(float)) {
    throw Error(ErrorCode::data_corrupt, "a stored vector has the wrong size: delete the index and index again");
  }
  Embedding vector(dimensions);
  std::memcpy(vector.data(), bytes.data(), bytes.size());
  return vector;
}

std::shared_ptr<VectorIndex> LiveVectors::first(const VectorStamp& stamp, std::size_t dimensions,
                                                std::size_t count) const {
  if (count > options_.exact_below) {
    auto loaded = VectorIndex::load(file_, stamp, dimensions, options_);
    // A file newer than the rows was made before a crash took some of them back.
    if (loaded && loaded->generation <= stamp.generation) {
      return std::make_shared<VectorIndex>(std::move(loaded->index));
    }
  }
  VectorIndexOptions options = options_;
  if (count > options.exact_below) options.exact_below = 0;  // link from the start, with progress
  return std::make_shared<VectorIndex>(dimensions, options);
}

void LiveVectors::catch_up(sqlite::Database& database, std::int64_t generation, const Progress& progress) {
  const auto info = stored_embedder(database);
  const std::vector<std::int64_t> ids = stored_ids(database);
  if (!info || ids.empty()) {
    index_.reset();
    return;
  }
  const VectorStamp stamp = stamp_of(database, *info, generation);
  const std::string owner = stamp.store_id + '\n' + stamp.embedder;
  if (!index_ || owner != owner_ || index_->dimensions() != info->dimensions) {
    index_ = first(stamp, info->dimensions, ids.size());
    owner_ = owner;
  }
  const std::vector<std::int64_t> known = index_->ids();
  for (const std::int64_t id : missing(known, ids)) index_->remove(id);
  add_vectors(database, *index_, missing(ids, known), progress);
}

std::shared_ptr<const VectorIndex> LiveVectors::current(sqlite::Database& database,
                                                        const Progress& progress) {
  const std::lock_guard lock(mutex_);
  sqlite::Transaction snapshot(database, sqlite::Transaction::Kind::read);
  const std::int64_t generation = stored_generation(database);
  if (generation != generation_) {
    catch_up(database, generation, progress);
    generation_ = generation;
  }
  return index_;
}

void LiveVectors::save(sqlite::Database& database, const Progress& progress) {
  // Few vectors are read back faster than they are worth saving.
  const std::int64_t count = database.integer("SELECT count(*) FROM vectors");
  if (static_cast<std::size_t>(count) <= options_.exact_below) {
    std::error_code ignored;
    std::filesystem::remove(file_, ignored);
    return;
  }
  const auto index = current(database, progress);
  if (!index) return;
  const auto info = stored_embedder(database);
  if (info) index->save(file_, stamp_of(database, *info, stored_generation(database)));
}

void LiveVectors::clear() {
  const std::lock_guard lock(mutex_);
  index_.reset();
  generation_ = -1;
  std::error_code ignored;
  std::filesystem::remove(file_, ignored);
}

}  // namespace baton::inline v0
