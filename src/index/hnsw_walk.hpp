#pragma once

#include "hnsw_graph.hpp"

namespace baton::inline v0 {

/// The slot nearest to the query that steps to ever nearer neighbours reach, from the level `from` down
/// to, but without, the level `to`.
template <class Space>
Near descend(const LinkLists& lists, const Space& space, typename Space::Query query, std::uint32_t entry, int from,
             int to) {
  Near best{space.distance(query, entry), entry};
  for (int level = from; level > to; --level) {
    for (bool moved = true; moved;) {
      moved = false;
      const LinkList list = lists.at(best.slot, level);
      const std::size_t size = list.size();
      for (std::size_t i = 0; i < size; ++i) space.prefetch(list[i]);
      for (std::size_t i = 0; i < size; ++i) {
        const std::uint32_t slot = list[i];
        const float distance = space.distance(query, slot);
        if (!(distance < best.distance)) continue;
        best = {distance, slot};
        moved = true;
      }
    }
  }
  return best;
}

/// Puts the neighbours of `slot` that were not met before into `scratch.fresh` and calls for their rows.
template <class Space>
void collect_fresh(const LinkLists& lists, const Space& space, std::uint32_t slot, int level, SearchScratch& scratch) {
  const LinkList list = lists.at(slot, level);
  const std::size_t size = list.size();
  scratch.fresh.clear();
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint32_t neighbour = list[i];
    if (!scratch.visited.visit(neighbour)) continue;
    space.prefetch(neighbour);
    scratch.fresh.push_back(neighbour);
  }
}

/// Fills `scratch.pool`, which was started, with the nearest slots of one level, beginning at `entry`.
template <class Space>
void search_level(const LinkLists& lists, const Space& space, typename Space::Query query, Near entry, int level,
                  SearchScratch& scratch) {
  scratch.visited.start(lists.capacity());
  scratch.visited.visit(entry.slot);
  scratch.pool.offer(entry);
  for (std::uint32_t slot = 0; scratch.pool.next(slot);) {
    collect_fresh(lists, space, slot, level, scratch);
    for (const std::uint32_t neighbour : scratch.fresh) {
      scratch.pool.offer({space.distance(query, neighbour), neighbour});
    }
  }
}

/// Fills `scratch.pool`, which was started, with the nearest accepted slots of the lowest level. False when `budget`
/// distances did not suffice.
template <class Space>
bool walk_accepted(const LinkLists& lists, const Space& space, typename Space::Query query, Near entry,
                   const SlotFilter& accept, std::size_t budget, SearchScratch& scratch) {
  const auto farther = [](const Near& a, const Near& b) { return a.distance > b.distance; };
  std::vector<Near>& frontier = scratch.frontier;
  frontier.assign(1, entry);
  scratch.visited.start(lists.capacity());
  scratch.visited.visit(entry.slot);
  if (accept(entry.slot)) scratch.pool.offer(entry);
  while (!frontier.empty()) {
    std::ranges::pop_heap(frontier, farther);
    const Near nearest = frontier.back();
    frontier.pop_back();
    if (scratch.pool.full() && nearest.distance > scratch.pool.worst()) return true;
    collect_fresh(lists, space, nearest.slot, 0, scratch);
    if (scratch.fresh.size() > budget) return false;
    budget -= scratch.fresh.size();
    for (const std::uint32_t slot : scratch.fresh) {
      const Near near{space.distance(query, slot), slot};
      if (scratch.pool.full() && !(near.distance < scratch.pool.worst())) continue;
      frontier.push_back(near);
      std::ranges::push_heap(frontier, farther);
      if (accept(slot)) scratch.pool.offer(near);
    }
  }
  return true;
}

}  // namespace baton::inline v0
