#pragma once

#include <algorithm>
#include <mutex>

#include "hnsw_impl.hpp"
#include "prefetch.hpp"

namespace baton::inline v0 {

/// Whether a walk locks each list while it reads it: insertions do, since others may be under way.
enum class Lists { free, locked };

/// Walks through a graph for one query.
template <Lists lists>
class HnswWalk {
 public:
  using Slot = HnswGraph::Slot;

  HnswWalk(Hnsw& within, const void* query, SearchScratch& scratch)
      : graph_(within), query_(query), scratch_(scratch) {}

  /// The slot nearest to the query that steps to ever nearer neighbours reach, from the level of `top` down to, but
  /// without, the level `to`.
  Near descend(HnswGraph::Top top, int to) {
    Near best = measured(top.entry);
    for (int level = top.level; level > to; --level) {
      for (bool moved = true; moved;) {
        moved = false;
        collect(best.slot, level, [](Slot) { return true; });
        for (const Slot slot : scratch_.fresh) {
          const Near near = measured(slot);
          if (!(near.distance < best.distance)) continue;
          best = near;
          moved = true;
        }
      }
    }
    return best;
  }

  /// Fills `scratch.pool` with the `most` nearest slots of one level, beginning at `entry`.
  void search_level(Near entry, int level, std::size_t most) {
    begin_at(entry, most);
    scratch_.pool.offer(entry);
    for (Slot slot = 0; scratch_.pool.next(slot);) {
      if (const Near* const coming = scratch_.pool.coming()) {
        prefetch_lines(graph_.get_linklist_at_level(coming->slot, level), graph_.size_links_level0_);
      }
      collect(slot, level, [&](Slot neighbour) { return scratch_.visited.visit(neighbour); });
      for (const Slot neighbour : scratch_.fresh) scratch_.pool.offer(measured(neighbour));
    }
  }

  /// Fills `scratch.pool` with the `most` nearest accepted slots of the lowest level. False when `budget` distances
  /// did not suffice.
  bool search_accepted(Near entry, std::size_t most, const SlotFilter& accept, std::size_t budget) {
    begin_at(entry, most);
    std::vector<Near>& frontier = scratch_.frontier;  // a heap with the nearest in front
    frontier.assign(1, entry);
    if (accept(entry.slot)) scratch_.pool.offer(entry);
    while (!frontier.empty()) {
      std::ranges::pop_heap(frontier, farther);
      const Near nearest = frontier.back();
      frontier.pop_back();
      if (scratch_.pool.full() && nearest.distance > scratch_.pool.worst()) return true;
      collect(nearest.slot, 0, [&](Slot neighbour) { return scratch_.visited.visit(neighbour); });
      if (scratch_.fresh.size() > budget) return false;
      budget -= scratch_.fresh.size();
      for (const Slot slot : scratch_.fresh) {
        const Near near = measured(slot);
        if (scratch_.pool.full() && !(near.distance < scratch_.pool.worst())) continue;
        frontier.push_back(near);
        std::ranges::push_heap(frontier, farther);
        if (accept(slot)) scratch_.pool.offer(near);
      }
    }
    return true;
  }

 private:
  static bool farther(const Near& a, const Near& b) { return a.distance > b.distance; }
  void begin_at(Near entry, std::size_t most) {
    scratch_.pool.start(most);
    scratch_.visited.start(graph_.max_elements_);
    scratch_.visited.visit(entry.slot);
  }
  /// Puts those neighbours that `wanted` takes into `scratch.fresh` and calls for their rows.
  template <class Wanted>
  void collect(Slot slot, int level, Wanted wanted) {
    std::unique_lock<std::mutex> lock;
    if constexpr (lists == Lists::locked) lock = std::unique_lock(graph_.link_list_locks_[slot]);
    unsigned* const list = graph_.get_linklist_at_level(slot, level);
    scratch_.fresh.clear();
    const std::size_t size = graph_.getListCount(list);
    for (std::size_t i = 1; i <= size; ++i) {
      if (!wanted(list[i])) continue;
      prefetch(list[i]);
      scratch_.fresh.push_back(list[i]);
    }
  }
  void prefetch(Slot slot) const { prefetch_lines(graph_.getDataByInternalId(slot), graph_.data_size_); }
  [[nodiscard]] Near measured(Slot slot) const {
    return {graph_.fstdistfunc_(query_, graph_.getDataByInternalId(slot), graph_.dist_func_param_), slot};
  }

  Hnsw& graph_;
  const void* query_;
  SearchScratch& scratch_;
};

}  // namespace baton::inline v0
