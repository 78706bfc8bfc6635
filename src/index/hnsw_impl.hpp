#pragma once

#include <mutex>

// hnswlib's own vector code is chosen when it is compiled, and its prefetches read past the end of a list; ours is
// chosen at run time and comes in through the space.
#define NO_MANUAL_VECTORIZATION
#include <hnswlib/hnswlib.h>

#include "hnsw_graph.hpp"

namespace baton::inline v0 {

/// Our kernels as hnswlib asks for them.
class HnswSpace : public hnswlib::SpaceInterface<float> {
 public:
  explicit HnswSpace(const RowSpace& rows) : rows_(rows) {}
  std::size_t get_data_size() override { return rows_.row_bytes; }
  hnswlib::DISTFUNC<float> get_dist_func() override { return rows_.kernel; }
  void* get_dist_func_param() override { return &rows_.dimensions; }

 private:
  RowSpace rows_;
};

using Hnsw = hnswlib::HierarchicalNSW<float>;

/// The only place, with the files that include it, that knows hnswlib.
struct HnswGraph::Impl {
  Impl(const RowSpace& rows, const Shape& shape);

  HnswSpace space;
  Hnsw graph;

  /// How many levels a row has above the lowest follows from its slot alone: no file can lie about it, and threads need
  /// not agree on it.
  [[nodiscard]] int level_of(Slot slot) const noexcept;
  /// Asks for large pages under the lowest level: a walk jumps about in it, and each small page would be looked up anew.
  void use_large_pages() noexcept;
  /// Room for the lists of a slot above the lowest level, which hnswlib frees.
  void make_upper_lists(Slot slot);
  void link(Slot slot, Top from, SearchScratch& scratch);
};

}  // namespace baton::inline v0
