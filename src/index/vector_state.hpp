#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include <baton/index/vector_index.hpp>

#include "best_matches.hpp"
#include "code_rows.hpp"
#include "hnsw_graph.hpp"
#include "mapped_file.hpp"
#include "slot_table.hpp"
#include "vector_file.hpp"
#include "vector_rows.hpp"

namespace baton::inline v0 {

/// The vectors of an index with their ids and, once there are many, their graph. One thread changes it while
/// others search; `reserve` excludes searches.
class VectorState {
 public:
  using Slot = std::uint32_t;

  VectorState(std::size_t dimensions, const VectorIndexOptions& options);

  [[nodiscard]] const SlotTable& slots() const noexcept { return slots_; }
  [[nodiscard]] bool linked() const noexcept { return linked_.load(std::memory_order_acquire); }
  void reserve(std::size_t vectors);

  /// Adds a prepared row; there must be room.
  void append(std::int64_t id, std::span<const float> row);
  /// Calls `work(i)` for every i below `count`, on as many threads as it likes.
  using Share = std::function<void(std::size_t count, const std::function<void(std::size_t)>& work)>;
  /// Adds prepared rows, one for each id; there must be room. What `share` throws adds none of them.
  void append_all(std::span<const std::int64_t> ids, std::span<const std::vector<float>> rows, const Share& share);
  bool remove(std::int64_t id) { return slots_.remove(id); }
  /// Whether so many vectors were removed that a copy of the rest is worth its time.
  [[nodiscard]] bool sparse() const noexcept;
  /// The living vectors, linked anew.
  [[nodiscard]] std::unique_ptr<VectorState> compacted() const;

  [[nodiscard]] std::vector<VectorMatch> search(std::span<const float> query, std::size_t top) const;
  [[nodiscard]] std::vector<VectorMatch> search(std::span<const float> query, std::size_t top, const IdSet& only) const;

  void save(const std::string& file, const VectorStamp& stamp) const;
  /// Fills an empty state with what lies in a file. Throws `data_corrupt`.
  void adopt(MappedFile file, const VerifiedVectorFile& verified);

 private:
  [[nodiscard]] HnswGraph::Shape shape() const noexcept {
    return {.links = options_.links, .ef_construction = options_.ef_construction};
  }
  void put(Slot slot, std::int64_t id, std::span<const float> row);
  void link(Slot slot);
  void link_all(const Share& share);
  [[nodiscard]] FloatSpace space() const noexcept { return float_space(rows_, options_.metric); }
  /// What `search(space, query)` gives, by codes where vectors are quantised.
  template <class Search>
  std::vector<Near>* by_space(std::span<const float> query, Search search) const;
  /// The best of what a graph found, by exact distances.
  [[nodiscard]] std::vector<VectorMatch> ranked(std::span<const float> query, std::span<const Near> found,
                                                std::size_t top) const;
  void offer(std::span<const float> query, Slot slot, BestMatches& best) const;
  [[nodiscard]] std::vector<VectorMatch> search_all(std::span<const float> query, std::size_t top) const;
  [[nodiscard]] std::vector<VectorMatch> search_only(std::span<const float> query, std::size_t top, const IdSet& only) const;

  std::size_t dimensions_;
  VectorIndexOptions options_;
  MappedFile mapped_;  // what the rows lie in, when they came from a file
  SlotTable slots_;
  ChunkedRows rows_;
  CodeRows codes_;
  std::unique_ptr<HnswGraph> graph_;
  std::atomic<bool> linked_{false};
  mutable ScratchPool scratches_;
};

}  // namespace baton::inline v0
