#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/result.hpp>
#include <baton/index/id_set.hpp>

namespace baton::inline v0 {

/// What makes one vector near to another.
enum class VectorMetric : std::uint32_t {
  cosine,         ///< the angle; vectors are brought to length 1 as they come in
  inner_product,  ///< the product, which favours long vectors
  l2,             ///< the Euclidean distance
};

/// How vectors are shortened for the search through the graph. What it finds is compared again, exactly.
enum class VectorQuantisation : std::uint32_t {
  none,
  int8,    ///< one byte a number: about twice as fast, and hardly less is found
  binary,  ///< one bit a number, for vectors of many hundred dimensions and not for `l2`: raise `ef_search` with it
};

/// How a `VectorIndex` searches.
struct VectorIndexOptions {
  VectorMetric metric = VectorMetric::cosine;
  VectorQuantisation quantisation = VectorQuantisation::none;
  std::size_t exact_below = 20'000;    ///< up to so many vectors, all are compared
  std::size_t links = 16;              ///< M of the paper: neighbours of a node, 2 to 128
  std::size_t ef_construction = 200;   ///< candidates looked at when a vector is added
  std::size_t ef_search = 128;         ///< candidates looked at by a search, more finds more
  double most_removed = 0.3;           ///< share of removed vectors at which the graph is rebuilt
};

/// How many vectors are linked at once.
struct VectorBuildOptions {
  /// Threads that help the calling one, taken from the blocking threads of the context's runtime while they are free.
  std::size_t helpers = 0;
  std::function<void(std::size_t done, std::size_t total)> progress = {};  ///< called on the calling thread
};

/// A vector that was found.
struct VectorMatch {
  std::int64_t id = 0;
  float score = 0.0F;  ///< the cosine, from -1 to 1; or the inner product; or minus the distance
};

/// What ties a saved index to the store it was derived from.
struct VectorStamp {
  std::string store_id;          ///< of the store
  std::string embedder;          ///< who made the vectors
  std::uint64_t generation = 0;  ///< counts the store's transactions
};

/// Finds the vectors nearest to a query: those that point most nearly in its direction, or by another metric.
///
/// Few vectors are compared one by one, exactly. Beyond `exact_below` they are linked into a
/// hierarchical navigable small world graph (Malkov and Yashunin 2016, arXiv:1603.09320), which looks at
/// a small part of them and finds nearly all that an exact search would. Thread-safe: searches run at the
/// same time and while vectors are added and removed; changes wait for each other.
///
///     VectorIndex index(3);
///     index.add(7, std::vector{1.0F, 0.0F, 0.0F});
///     auto matches = index.search(query, 10);
class BATON_EXPORT VectorIndex {
 public:
  explicit VectorIndex(std::size_t dimensions, VectorIndexOptions options = {});
  VectorIndex(VectorIndex&&) noexcept;
  VectorIndex& operator=(VectorIndex&&) noexcept;
  ~VectorIndex();

  /// Adds a vector. Throws `invalid_argument` when its length is not `dimensions()`, when it holds NaN
  /// or infinity, or has no direction or length to compare; `already_exists` when the id is taken.
  void add(std::int64_t id, std::span<const float> vector);
  /// Adds many, whose numbers lie one after another in `vectors`, and returns when all are in. They are checked before the
  /// first is added. When the context ends, those added until then stay; `ids()` tells which. With helpers the
  /// graph differs a little from run to run, in what it finds hardly.
  void add_all(std::span<const std::int64_t> ids, std::span<const float> vectors, const VectorBuildOptions& build,
               const Context& context);
  /// Whether there was one.
  bool remove(std::int64_t id);
  /// Removes many and gives how many there were. What is left is linked anew once, if at all; progress counts that. When
  /// the context ends meanwhile they are removed, and the next removal links.
  std::size_t remove_all(std::span<const std::int64_t> ids, const VectorBuildOptions& build, const Context& context);
  /// At most `top` matches, best first; equal scores in the order of ids.
  [[nodiscard]] std::vector<VectorMatch> search(std::span<const float> query, std::size_t top) const;
  /// The same among those ids alone. However few they are, as many are found as without: the graph is
  /// left when comparing all of them takes less work.
  [[nodiscard]] std::vector<VectorMatch> search(std::span<const float> query, std::size_t top, const IdSet& only) const;

  [[nodiscard]] std::size_t dimensions() const noexcept;
  [[nodiscard]] std::size_t size() const;
  /// Whether searches compare all vectors.
  [[nodiscard]] bool exact() const;
  /// All ids in ascending order.
  [[nodiscard]] std::vector<std::int64_t> ids() const;

  /// Writes the index to `file`: to a temporary name, synced, then renamed, so that a crash leaves the
  /// old file or the new one.
  void save(const std::string& file, const VectorStamp& stamp) const;

  /// An index with the stamp it was saved with.
  struct Loaded;
  /// Reads a saved index. The error is `not_found` when there is no file, and `data_corrupt` when any byte is
  /// not as it was written, or when it was made for another store, embedder or metric: rebuild then. The vectors
  /// stay in the file, which is mapped: it may be replaced or deleted, but must not be written into.
  [[nodiscard]] static Result<Loaded> load(const std::string& file, const VectorStamp& expected,
                                           std::size_t dimensions, VectorIndexOptions options = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

struct VectorIndex::Loaded {
  VectorIndex index;
  std::uint64_t generation = 0;  ///< of the store when it was saved
};

}  // namespace baton::inline v0
