#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/json.hpp>
#include <baton/document/document.hpp>
#include <baton/index/filter.hpp>
#include <baton/index/keywords.hpp>
#include <baton/index/vector_index.hpp>
#include <baton/provider/embedder.hpp>

namespace baton::inline v0 {

/// How a `Store` is opened.
struct StoreOptions {
  bool create = true;                          ///< make the file when there is none
  std::chrono::milliseconds writer_wait{0};    ///< how long `writer()` waits for another one
  std::size_t idle_readers = 4;                ///< read connections kept open between calls
  std::size_t exact_below = 20'000;            ///< vectors up to which search compares all of them
  /// Of the vectors in the graph that is searched beyond that. A graph saved with another one is built anew.
  VectorQuantisation quantisation = VectorQuantisation::none;
  /// Of the texts, as codes of ISO 639-1: `{"en", "de"}`. Words are stemmed by them, and their common words are no part of a
  /// query; a text is taken for the first where none is clear. Empty: those the store has, English for a new one. Others
  /// than the store's are refused with `schema_mismatch`.
  std::vector<std::string> languages = {};
};

/// Which embedder made the vectors of a store.
struct EmbedderInfo {
  std::string name = {};
  std::size_t dimensions = 0;
  bool operator==(const EmbedderInfo&) const = default;
};

/// What tells without reading a file that it is still the same.
struct FileState {
  std::int64_t size = 0;         ///< bytes
  std::int64_t modified_ns = 0;  ///< nanoseconds since 1970
  std::int64_t inode = 0;        ///< 0 where there are none
  bool operator==(const FileState&) const = default;
};

/// What a store knows of a document, without its text.
struct DocumentRecord {
  std::string source;  ///< unique within the store
  std::string sha256;  ///< of what was indexed, in hexadecimal: tells whether a touched file changed
  FileState state;
  std::string media_type;
  std::string title;
  Json metadata;
  std::string skipped;  ///< why the document has no chunks; empty when it was indexed
};

/// A document as it goes into the store: replaces what was there under the same source.
struct DocumentUpdate {
  DocumentRecord record;
  std::vector<Chunk> chunks;
  /// One for each chunk, or none at all. A chunk whose vector is empty or zero is found by its words only.
  std::vector<Embedding> vectors;
};

/// What one transaction does. Either all of it is stored or nothing.
struct StoreChanges {
  std::vector<DocumentUpdate> put = {};
  std::vector<DocumentRecord> touch = {};  ///< new state of documents whose chunks stay as they are
  std::vector<std::string> remove = {};    ///< sources
};

/// From the first to the last id. The chunks of a document have neighbouring ids.
struct ChunkIdRange {
  std::int64_t first = 0;
  std::int64_t last = std::numeric_limits<std::int64_t>::max();
};

/// Of the whole file, records of namespaces included.
struct StoreCounts {
  std::size_t documents = 0;  ///< those that were skipped not counted
  std::size_t chunks = 0;
  std::size_t vectors = 0;
  bool operator==(const StoreCounts&) const = default;
};

class Store;
struct StoreAccess;

/// The right to change a store: at most one exists for a file, among all threads and processes.
///
/// Obtained from `Store::writer()`; released by its destruction. It uses one connection, which also
/// moves the write-ahead log into the file. Movable; used by one thread at a time.
class BATON_EXPORT StoreWriter {
 public:
  StoreWriter(StoreWriter&& other) noexcept;
  StoreWriter& operator=(StoreWriter&& other) noexcept;
  ~StoreWriter();

  /// Does all of `changes` in one transaction. When it throws (`io_error` on a full disk), the store
  /// is as it was before.
  void apply(const StoreChanges& changes);
  /// Records who makes the vectors. Throws `schema_mismatch` when the store has vectors of another.
  void set_embedder(const EmbedderInfo& info);
  /// Keeps a value under `key` with the store, for applications' own bookkeeping.
  void set_note(std::string_view key, std::string_view value);
  /// Empties the store: documents, chunks, vectors, the embedder and all notes.
  void clear();
  /// Moves the write-ahead log into the file and makes everything durable.
  void checkpoint();
  /// Brings the vector index up to date and saves it, so that the next process starts quickly. `build` and `context` are
  /// those of `VectorIndex::add_all`; progress counts the vectors that were missing and may throw to stop. However it
  /// ends early, the saved file stays as it was, and what was linked until then is kept for the next call or search.
  void save_vectors(const VectorBuildOptions& build = {}, const Context& context = {});

 private:
  friend class Store;
  friend struct StoreAccess;
  struct Impl;
  explicit StoreWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Documents, chunks, vectors and a keyword index in one SQLite file.
///
/// The file is all that must be kept; beside it lie `FILE-wal` and `FILE-shm` while it is in use,
/// `FILE.lock`, and `FILE.vectors`, a derived index that is rebuilt when missing or damaged. Thread-safe:
/// any number of readers run at the same time as one writer and see the last finished transaction.
/// Reading blocks: call it from the runtime's blocking pool, as the retrievers do.
///
/// Errors: `data_corrupt` for a file that is no baton index or is damaged, `version_mismatch` for one of
/// a newer baton, `busy` when another process is writing, `io_error` when the disk fails.
///
///     auto store = Store::open("docs.baton");
///     for (const auto& hit : store->search_keywords("release notes", 8)) use(hit.chunk.text);
class BATON_EXPORT Store : public std::enable_shared_from_this<Store> {
 public:
  [[nodiscard]] static std::shared_ptr<Store> open(const std::string& file, StoreOptions options = {});
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  ~Store();

  [[nodiscard]] const std::string& path() const noexcept;
  /// Of the texts; see `StoreOptions::languages`.
  [[nodiscard]] const std::vector<std::string>& languages() const noexcept;
  [[nodiscard]] StoreCounts counts() const;
  /// Who made the vectors; nothing as long as there are none.
  [[nodiscard]] std::optional<EmbedderInfo> embedder() const;
  [[nodiscard]] std::optional<std::string> note(std::string_view key) const;

  /// All documents, those that were skipped included, ordered by source.
  [[nodiscard]] std::vector<DocumentRecord> documents() const;
  [[nodiscard]] std::optional<DocumentRecord> document(std::string_view source) const;
  /// The chunks of a document in the order of its text, which is that of their ids; their score is 0. Those in `range` only.
  [[nodiscard]] std::vector<ScoredChunk> chunks(std::string_view source, ChunkIdRange range = {}) const;
  /// The chunk of that id, or nothing.
  [[nodiscard]] std::optional<ScoredChunk> chunk(std::int64_t id) const;
  /// The vector of a chunk as the embedder gave it, or nothing.
  [[nodiscard]] std::optional<Embedding> vector(std::int64_t id) const;

  /// The chunks that hold words of `text` and whose metadata `filter` lets through, best first by BM25. Any
  /// text is a valid query.
  [[nodiscard]] std::vector<ScoredChunk> search_keywords(std::string_view text, std::size_t top,
                                                         const Filter& filter = {}) const;
  /// The same for words with weights: a chunk's score is the sum of weight × BM25 of each word. Throws
  /// `invalid_argument` for a weight that is not a number above 0, `limit_exceeded` beyond 1,000 words.
  [[nodiscard]] std::vector<ScoredChunk> search_words(std::span<const WeightedWord> words, std::size_t top,
                                                      const Filter& filter = {}) const;
  /// The chunks whose vectors point most nearly where `query` points; the score is the cosine.
  /// Throws `invalid_argument` when its length is not that of the stored vectors. When the index is behind the rows,
  /// this thread alone brings it up to date, other searches wait for it, and the end of the context ends either;
  /// `StoreWriter::save_vectors` does so before, with as many threads as it is given.
  [[nodiscard]] std::vector<ScoredChunk> search_vectors(std::span<const float> query, std::size_t top,
                                                        const Filter& filter = {}, const Context& context = {}) const;

  /// Writes a copy of the store, as of one moment, to the new `file` while others go on reading and writing.
  /// `progress(done, total)` counts pages and may throw to stop; then nothing is left. The copy is a store
  /// like any other. Throws `already_exists`, or `io_error` when the disk is full.
  void backup(const std::string& file,
              const std::function<void(std::size_t done, std::size_t total)>& progress = {}) const;

  /// Becomes the writer. Throws `busy` when there is one already and `writer_wait` has passed; the wait ends with the context.
  [[nodiscard]] StoreWriter writer(const Context& context = {});

 private:
  friend class StoreWriter;
  friend struct StoreAccess;
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace baton::inline v0
