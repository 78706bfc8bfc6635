#pragma once

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <baton/index/store.hpp>
#include <baton/index/vector_index.hpp>

#include "file_lock.hpp"
#include "scope_cache.hpp"
#include "storage/reader_pool.hpp"

namespace baton::inline v0 {

/// The vector index of a store, caught up with the rows of the database when it is asked.
class LiveVectors {
 public:
  LiveVectors(std::filesystem::path file, VectorIndexOptions options)
      : file_(std::move(file)), options_(options) {}

  /// The index as of the last transaction `database` sees; null when there are no vectors. One caller at a time brings
  /// it up to date. What was done until the context ends, or `build.progress` throws, is kept.
  [[nodiscard]] std::shared_ptr<const VectorIndex> current(sqlite::Database& database, const VectorBuildOptions& build,
                                                           const Context& context);
  /// The index when it is as of that transaction already, without waiting.
  [[nodiscard]] std::shared_ptr<const VectorIndex> at_hand(std::int64_t generation);
  [[nodiscard]] ScopeCache& scopes() noexcept { return scopes_; }
  /// Catches up and saves a graph. Call it as the writer, after a checkpoint: the file must not know
  /// of rows that a power cut could take back.
  void save(sqlite::Database& database, const VectorBuildOptions& build, const Context& context);
  /// Forgets everything, the file included.
  void clear();

 private:
  void catch_up(sqlite::Database& database, std::int64_t generation, const VectorBuildOptions& build,
                const Context& context);
  /// Keeps the index for one caller at a time; who waits comes back when its context ends.
  class Hold;
  [[nodiscard]] std::shared_ptr<VectorIndex> first(const VectorStamp& stamp, std::size_t dimensions,
                                                   std::size_t count) const;

  const std::filesystem::path file_;
  const VectorIndexOptions options_;
  std::mutex mutex_;  // of `held_`, whose holder alone touches the rest
  std::condition_variable let_go_;
  bool held_ = false;
  std::shared_ptr<VectorIndex> index_;
  std::string owner_;              // whose vectors `index_` holds
  std::int64_t generation_ = -1;   // of the database when `index_` was caught up
  ScopeCache scopes_;
};

struct Store::Impl {
  Impl(std::string file, StoreOptions given, std::vector<std::string> of_texts);

  const std::string path;
  const std::vector<std::string> languages;
  const StoreOptions options;
  LiveVectors vectors;
  sqlite::ReaderPool readers;
};

struct StoreWriter::Impl {
  Impl(std::shared_ptr<Store> of, const Context& context);

  std::shared_ptr<Store> store;
  FileLock lock;
  sqlite::Database database;
};

/// What the other classes of the room see of a store.
struct StoreAccess {
  static Store::Impl& impl(const Store& store) { return *store.impl_; }
  static sqlite::Database& database(StoreWriter& writer) { return writer.impl_->database; }
};

/// Counts the transactions that changed documents, records or vectors.
[[nodiscard]] std::int64_t stored_generation(sqlite::Database& database);
/// The embedder as the database has it.
[[nodiscard]] std::optional<EmbedderInfo> stored_embedder(sqlite::Database& database);
/// The chunk of that id, or nothing.
[[nodiscard]] std::optional<ScoredChunk> find_chunk(sqlite::Database& database, std::int64_t id);
/// The floats of a stored vector. Throws `data_corrupt` when their number is wrong.
[[nodiscard]] Embedding to_embedding(sqlite::Blob bytes, std::size_t dimensions);

}  // namespace baton::inline v0
