#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/json.hpp>
#include <baton/core/task.hpp>
#include <baton/index/filter.hpp>
#include <baton/index/store.hpp>
#include <baton/provider/embedder.hpp>

namespace baton::inline v0 {

/// Whose records a call is about: a tenant, a user, a collection. Records of different namespaces never
/// meet, and no call can be made without naming one.
class BATON_EXPORT StoreNamespace {
 public:
  /// Throws `invalid_argument` unless `name` is 1 to 128 bytes of UTF-8 without NUL.
  explicit StoreNamespace(std::string name);
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

 private:
  std::string name_;
};

/// A passage with its vector, as an application keeps it in a `VectorStore`.
struct VectorRecord {
  std::string id;           ///< unique within the namespace; 1 to 512 bytes
  std::string source = {};  ///< of which document it is a part; may be empty
  std::string text = {};
  Json metadata = {};       ///< an object, or null; filters see its texts, numbers and truth values
  /// As the embedder gave it. A record whose vector is empty or zero is found by its words only.
  Embedding vector = {};
};

/// What is searched for: the nearest to a vector, records with some of the words, or both, of which the ranks
/// are merged (reciprocal rank fusion).
struct VectorQuery {
  Embedding vector = {};
  std::string words = {};
  Filter filter = {};
  std::size_t top = 8;  ///< at most 10,000
};

/// A record that was found, without its vector. The score is the cosine when only a vector was asked for,
/// otherwise comparable within one answer only; higher is better.
struct FoundRecord {
  VectorRecord record;
  double score = 0.0;
};

struct RecordIds {
  std::vector<std::string> ids;
};
struct RecordSource {
  std::string source;
};
/// Which records to remove. `Filter()` means all of the namespace.
using RecordSelection = std::variant<RecordIds, RecordSource, Filter>;

struct PageRequest {
  Filter filter = {};
  std::size_t limit = 100;  ///< 1 to 1,000
  std::string after = {};   ///< `RecordPage::next` of the page before; empty for the first page
};

/// Some records, without their vectors.
struct RecordPage {
  std::vector<VectorRecord> records;
  std::string next;  ///< where the next page begins; empty after the last one
};

/// How a store of records is opened.
struct VectorStoreOptions {
  /// Who makes the vectors. A store keeps it and refuses another one with `schema_mismatch`.
  EmbedderInfo embedder;
  bool rebuild = false;  ///< empty the store of all namespaces first: needed when the embedder changed, or a server's languages
  /// Of the texts, as `StoreOptions::languages`. Empty: those the store has, English for a new one. Others than the store's
  /// are refused with `schema_mismatch`; any with `unsupported` by a store that cannot search by words.
  std::vector<std::string> languages = {};
};

/// Records with vectors, found by vector, words and filter, in one of several servers or files.
///
/// Every store gives the same answers to the same calls; `docs/index.md` tells where one cannot. Calls may run
/// at the same time; what a finished `upsert` or `remove` did is seen by every call that starts later.
/// All values are checked before anything is sent: `invalid_argument` for an empty or repeated id, NUL or
/// ill-formed UTF-8, a NaN, a wrong number of dimensions, a filter without a meaning; `limit_exceeded` for too
/// many records. Cancellation and the deadline of `context` reach the server.
///
///     auto store = memory_vector_store({.embedder = {.name = embedder->name(), .dimensions = 256}});
///     co_await store->upsert(StoreNamespace("acme"), records, context);
///     auto found = co_await store->search(StoreNamespace("acme"), query, context);
class BATON_EXPORT VectorStore {
 public:
  virtual ~VectorStore();

  /// Adds records, or replaces those with the same ids wholly. At most 10,000 at once.
  [[nodiscard]] virtual Task<void> upsert(StoreNamespace space, std::vector<VectorRecord> records,
                                          Context context) = 0;
  /// Removes what is there of the selection. Ids and sources that are not there are no error.
  [[nodiscard]] virtual Task<void> remove(StoreNamespace space, RecordSelection selection,
                                          Context context) = 0;
  /// The records of those ids that exist, in the order asked for, with their vectors as the store keeps
  /// them: a server may have normalised them. At most 1,000 at once.
  [[nodiscard]] virtual Task<std::vector<VectorRecord>> get(StoreNamespace space,
                                                            std::vector<std::string> ids,
                                                            Context context) const = 0;
  /// All records that fit, page by page, in an order of the store's own. A record that is there all the time
  /// comes exactly once.
  [[nodiscard]] virtual Task<RecordPage> list(StoreNamespace space, PageRequest request,
                                              Context context) const = 0;
  /// Best first. Throws `invalid_argument` for a query without vector and words, and `unsupported` when the
  /// store cannot search by words.
  [[nodiscard]] virtual Task<std::vector<FoundRecord>> search(StoreNamespace space, VectorQuery query,
                                                              Context context) const = 0;
};

/// Keeps records in memory: for tests, and for what is small and made anew each time. Compares all vectors; words
/// are ranked by BM25.
[[nodiscard]] BATON_EXPORT std::shared_ptr<VectorStore> memory_vector_store(VectorStoreOptions options);

/// Keeps records in `store`, one SQLite file, beside what `index_folder` put there, which belongs to no
/// namespace and is not seen. The languages are those of `store`. An `upsert` is one transaction. It is the writer of the file for
/// the time of a call: `busy` when another one is and `StoreOptions::writer_wait` has passed.
[[nodiscard]] BATON_EXPORT std::shared_ptr<VectorStore> embedded_vector_store(std::shared_ptr<Store> store,
                                                                             VectorStoreOptions options);

}  // namespace baton::inline v0
