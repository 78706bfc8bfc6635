#include "hnsw_graph.hpp"

#include <algorithm>

#include "hnsw_walk.hpp"

namespace baton::inline v0 {
namespace {

/// Of candidates, nearest first, at most `most` that are nearer to the node than to each other: links in all
/// directions rather than many into one crowd (the paper's algorithm 4).
void choose_diverse(const FloatSpace& space, const std::vector<Near>& candidates, std::size_t most,
                    std::vector<Near>& chosen) {
  chosen.clear();
  for (const Near& candidate : candidates) {
    if (chosen.size() == most) return;
    const FloatSpace::Query vector = space.query_of(candidate.slot);
    const bool apart = std::ranges::none_of(chosen, [&](const Near& other) {
      return space.distance(vector, other.slot) < candidate.distance;
    });
    if (apart) chosen.push_back(candidate);
  }
}

void assign(LinkList list, const std::vector<Near>& chosen) {
  for (std::size_t i = 0; i < chosen.size(); ++i) list.set(i, chosen[i].slot);
  list.resize(chosen.size());
}

}  // namespace

HnswGraph::Top HnswGraph::top() const noexcept {
  const std::uint64_t packed = top_.load(std::memory_order_acquire);
  if (packed == empty) return {};
  return {.level = static_cast<std::int32_t>(packed >> 32), .entry = static_cast<Slot>(packed)};
}

void HnswGraph::set_top(Top top) noexcept {
  top_.store(static_cast<std::uint64_t>(top.level) << 32 | top.entry, std::memory_order_release);
}

void HnswGraph::insert(const FloatSpace& space, Slot slot, SearchScratch& scratch) {
  const int level = lists_.level(slot);
  std::unique_lock raising(raising_, std::defer_lock);
  if (level > top().level) raising.lock();
  const Top now = top();
  if (now.level >= 0) link(space, slot, level, now, scratch);
  if (level > now.level) set_top({level, slot});
}

void HnswGraph::link(const FloatSpace& space, Slot slot, int level, Top top, SearchScratch& scratch) {
  const FloatSpace::Query query = space.query_of(slot);
  const int highest = std::min(level, top.level);
  Near entry = descend(lists_, space, query, top.entry, top.level, highest);
  if (scratch.chosen.size() <= static_cast<std::size_t>(highest)) scratch.chosen.resize(static_cast<std::size_t>(highest) + 1);
  for (int at = highest; at >= 0; --at) {
    scratch.pool.start(shape_.ef_construction);
    search_level(lists_, space, query, entry, at, scratch);
    const std::vector<Near>& found = scratch.pool.finish();
    entry = found.front();
    choose_diverse(space, found, shape_.links, scratch.chosen[static_cast<std::size_t>(at)]);
  }
  publish(space, slot, highest + 1, scratch);
}

void HnswGraph::publish(const FloatSpace& space, Slot slot, int levels, SearchScratch& scratch) {
  // All own lists before the first link to here: whoever comes by finds a way on, on every level.
  for (int level = 0; level < levels; ++level) assign(lists_.at(slot, level), scratch.chosen[static_cast<std::size_t>(level)]);
  for (int level = 0; level < levels; ++level) {
    for (const Near& neighbour : scratch.chosen[static_cast<std::size_t>(level)]) {
      link_back(space, neighbour.slot, {neighbour.distance, slot}, level, scratch);
    }
  }
}

void HnswGraph::link_back(const FloatSpace& space, Slot from, Near to, int level, SearchScratch& scratch) {
  const LinkLists::Lock lock(lists_, from);
  LinkList list = lists_.at(from, level);
  const std::size_t size = list.size();
  if (size < lists_.most(level)) {
    list.set(size, to.slot);
    list.resize(size + 1);
    return;
  }
  const FloatSpace::Query vector = space.query_of(from);
  for (std::size_t i = 0; i < size; ++i) space.prefetch(list[i]);
  scratch.ranked.assign(1, to);
  for (std::size_t i = 0; i < size; ++i) scratch.ranked.push_back({space.distance(vector, list[i]), list[i]});
  std::ranges::sort(scratch.ranked, {}, &Near::distance);
  choose_diverse(space, scratch.ranked, lists_.most(level), scratch.frontier);
  assign(list, scratch.frontier);
}

template <class Space>
std::vector<Near>* HnswGraph::search_accepted(const Space& space, typename Space::Query query, std::size_t most,
                                              const SlotFilter& accept, std::size_t budget,
                                              SearchScratch& scratch) const {
  scratch.pool.start(most);
  const Top top = this->top();
  if (top.level < 0) return &scratch.pool.finish();
  const Near entry = descend(lists_, space, query, top.entry, top.level, 0);
  return walk_accepted(lists_, space, query, entry, accept, budget, scratch) ? &scratch.pool.finish() : nullptr;
}

template <class Space>
std::vector<Near>& HnswGraph::search(const Space& space, typename Space::Query query, std::size_t most,
                                     SearchScratch& scratch) const {
  scratch.pool.start(most);
  const Top top = this->top();
  if (top.level >= 0) {
    search_level(lists_, space, query, descend(lists_, space, query, top.entry, top.level, 0), 0, scratch);
  }
  return scratch.pool.finish();
}

#define BATON_SEARCH_BY(Space)                                                                                      \
  template std::vector<Near>& HnswGraph::search(const Space&, Space::Query, std::size_t, SearchScratch&) const;     \
  template std::vector<Near>* HnswGraph::search_accepted(const Space&, Space::Query, std::size_t, const SlotFilter&, \
                                                         std::size_t, SearchScratch&) const;
BATON_SEARCH_BY(FloatSpace)
BATON_SEARCH_BY(Int8Space)
BATON_SEARCH_BY(BinarySpace)
#undef BATON_SEARCH_BY

}  // namespace baton::inline v0
