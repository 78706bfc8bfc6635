#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <baton/index/vector_index.hpp>

#include "best_matches.hpp"
#include "chunked_rows.hpp"
#include "hnsw_graph.hpp"
#include "mapped_file.hpp"
#include "row_space.hpp"
#include "slot_table.hpp"
#include "vector_file.hpp"

namespace baton::inline v0 {

/// The vectors of an index with their ids: a flat list that is compared whole, or linked into a graph. Where the graph
/// keeps them shortened, or there is none, they lie in rows beside. One thread changes it; `insert` is the one
/// change that keeps searches out, and `reserve`.
class VectorState {
 public:
  using Slot = std::uint32_t;

  VectorState(std::size_t dimensions, const VectorIndexOptions& options, bool linked);

  [[nodiscard]] const SlotTable& slots() const noexcept { return slots_; }
  [[nodiscard]] bool linked() const noexcept { return graph_ != nullptr; }
  [[nodiscard]] std::size_t capacity() const noexcept;
  void reserve(std::size_t vectors);

  /// Takes the next slot for a prepared vector, of which searches see nothing yet; there must be room.
  Slot put(std::int64_t id, const float* vector);
  /// Links a slot that was put, where there is a graph. Any number at once, but no search beside.
  void insert(Slot slot);
  /// Shows such a slot to searches.
  void publish(Slot slot) { slots_.publish(slot); }
  bool remove(std::int64_t id) { return slots_.remove(id); }

  /// Calls `work(i)` for every i below `count`, on as many threads as it likes.
  using Share = std::function<void(std::size_t count, const std::function<void(std::size_t)>& work)>;
  /// A copy of the living vectors, in a graph of their own or in none.
  [[nodiscard]] std::unique_ptr<VectorState> relinked(bool linked, const Share& share) const;
  /// Whether so many vectors were removed that a copy of the rest is worth its time.
  [[nodiscard]] bool sparse() const noexcept;

  [[nodiscard]] std::vector<VectorMatch> search(const float* query, std::size_t top) const;
  [[nodiscard]] std::vector<VectorMatch> search(const float* query, std::size_t top, const IdSet& only) const;

  void save(const std::string& file, const VectorStamp& stamp) const;
  /// What lies in a file. Throws `data_corrupt`.
  [[nodiscard]] static std::unique_ptr<VectorState> load(MappedFile file, const VerifiedVectorFile& verified,
                                                         const VectorIndexOptions& options);

 private:
  [[nodiscard]] bool rows_beside() const noexcept { return !graph_ || options_.quantisation != VectorQuantisation::none; }
  [[nodiscard]] const float* vector(Slot slot) const noexcept;
  /// The query as the rows of the graph are; it lies in `scratch`.
  [[nodiscard]] const std::byte* asked(const float* query, SearchScratch& scratch) const;
  /// The best of what the graph found, by exact distances.
  [[nodiscard]] std::vector<VectorMatch> ranked(const float* query, std::span<const Near> found, std::size_t top) const;
  void offer(BestMatches& best, Slot slot, float distance) const;
  [[nodiscard]] std::vector<VectorMatch> search_all(const float* query, std::size_t top) const;
  [[nodiscard]] std::vector<VectorMatch> search_only(const float* query, std::size_t top, const IdSet& only) const;
  void read_ids(std::size_t count, ByteReader& in);
  void check_vectors() const;

  std::size_t dimensions_;
  VectorIndexOptions options_;
  RowSpace exact_;
  MappedFile mapped_;  // what the rows lie in, when they came from a file
  SlotTable slots_;
  ChunkedRows rows_;
  std::unique_ptr<HnswGraph> graph_;
  mutable ScratchPool scratches_;
};

}  // namespace baton::inline v0
