#include "hnsw_graph.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <new>

#include <sys/mman.h>

#include "hnsw_walk.hpp"

namespace baton::inline v0 {
namespace {

using Neighbours = std::priority_queue<std::pair<float, unsigned>, std::vector<std::pair<float, unsigned>>,
                                       Hnsw::CompareByFirst>;

Neighbours neighbours_of(const std::vector<Near>& found) {
  std::vector<std::pair<float, unsigned>> pairs;
  pairs.reserve(found.size());
  for (const Near& near : found) pairs.emplace_back(near.distance, near.slot);
  return Neighbours(Hnsw::CompareByFirst(), std::move(pairs));
}

}  // namespace

HnswGraph::Impl::Impl(const RowSpace& rows, const Shape& shape)
    : space(rows), graph(&space, 1, shape.links, shape.ef_construction) {
  // For hnswlib's updates of rows, which are not used: 2.5 MB.
  std::vector<std::mutex>().swap(graph.link_list_update_locks_);
}

void HnswGraph::Impl::use_large_pages() noexcept {
#if defined(MADV_HUGEPAGE)
  constexpr std::uintptr_t page = 2U << 20;
  const auto begin = reinterpret_cast<std::uintptr_t>(graph.data_level0_memory_);
  const std::uintptr_t first = (begin + page - 1) / page * page;
  const std::uintptr_t last = (begin + graph.max_elements_ * graph.size_data_per_element_) / page * page;
  if (first < last) ::madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE);
#endif
}

int HnswGraph::Impl::level_of(Slot slot) const noexcept {
  // The finalizer of SplitMix64 (Steele, Lea and Flood 2014): slots one after another give unrelated numbers.
  std::uint64_t mixed = (std::uint64_t{slot} + 1) * 0x9e37'79b9'7f4a'7c15ULL;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58'476d'1ce4'e5b9ULL;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d0'49bb'1331'11ebULL;
  mixed ^= mixed >> 31;
  // One row in `links` reaches the next level, as the paper's 1 / ln M says.
  int level = 0;
  for (auto bound = std::numeric_limits<std::uint64_t>::max() / graph.M_; mixed < bound; bound /= graph.M_) ++level;
  return level;
}

void HnswGraph::Impl::make_upper_lists(Slot slot) {
  const int level = level_of(slot);
  if (level == 0) return;
  auto* const lists = static_cast<char*>(std::calloc(static_cast<std::size_t>(level), graph.size_links_per_element_));
  if (lists == nullptr) throw std::bad_alloc();
  graph.linkLists_[slot] = lists;
  graph.element_levels_[slot] = level;  // from here on hnswlib frees the lists
}

void HnswGraph::Impl::link(Slot slot, Top from, SearchScratch& scratch) {
  const void* const row = graph.getDataByInternalId(slot);
  const int highest = std::min(graph.element_levels_[slot], from.level);
  HnswWalk<Lists::locked> walk(graph, row, scratch);
  Near entry = walk.descend(from, highest);
  for (int level = highest; level >= 0; --level) {
    walk.search_level(entry, level, graph.ef_construction_);
    const std::vector<Near>& found = scratch.pool.finish();
    entry = found.front();
    Neighbours candidates = neighbours_of(found);
    graph.mutuallyConnectNewElement(row, slot, candidates, level, false);
  }
}

HnswGraph::HnswGraph(const RowSpace& rows, const Shape& shape) : impl_(std::make_unique<Impl>(rows, shape)) {}
HnswGraph::HnswGraph(HnswGraph&&) noexcept = default;
HnswGraph& HnswGraph::operator=(HnswGraph&&) noexcept = default;
HnswGraph::~HnswGraph() = default;

void HnswGraph::reserve(std::size_t slots) {
  if (slots <= capacity()) return;
  impl_->graph.resizeIndex(slots);
  impl_->use_large_pages();
}

std::byte* HnswGraph::append() {
  Hnsw& graph = impl_->graph;
  const auto slot = static_cast<Slot>(graph.cur_element_count);
  std::memset(graph.get_linklist0(slot), 0, graph.size_data_per_element_);
  graph.setExternalLabel(slot, slot);
  impl_->make_upper_lists(slot);
  ++graph.cur_element_count;
  return reinterpret_cast<std::byte*>(graph.getDataByInternalId(slot));
}

void HnswGraph::insert(Slot slot, SearchScratch& scratch) {
  Hnsw& graph = impl_->graph;
  const std::lock_guard own(graph.link_list_locks_[slot]);
  const int level = graph.element_levels_[slot];
  std::unique_lock raising(graph.global);  // held to the end by whoever becomes the new top
  const Top before = top();
  if (level <= before.level) raising.unlock();
  if (before.level >= 0) impl_->link(slot, before, scratch);
  if (level <= before.level) return;
  graph.enterpoint_node_ = slot;
  graph.maxlevel_ = level;
}

std::size_t HnswGraph::capacity() const noexcept { return impl_->graph.max_elements_; }
std::size_t HnswGraph::size() const noexcept { return impl_->graph.cur_element_count; }
HnswGraph::Top HnswGraph::top() const noexcept { return {impl_->graph.maxlevel_, impl_->graph.enterpoint_node_}; }
const std::byte* HnswGraph::row(Slot slot) const noexcept {
  return reinterpret_cast<const std::byte*>(impl_->graph.getDataByInternalId(slot));
}

std::vector<Near>& HnswGraph::search(const void* query, std::size_t most, SearchScratch& scratch) const {
  scratch.pool.start(most);
  if (top().level >= 0) {
    HnswWalk<Lists::free> walk(impl_->graph, query, scratch);
    walk.search_level(walk.descend(top(), 0), 0, most);
  }
  return scratch.pool.finish();
}

std::vector<Near>* HnswGraph::search_accepted(const void* query, std::size_t most, const SlotFilter& accept,
                                              std::size_t budget, SearchScratch& scratch) const {
  scratch.pool.start(most);
  if (top().level < 0) return &scratch.pool.finish();
  HnswWalk<Lists::free> walk(impl_->graph, query, scratch);
  return walk.search_accepted(walk.descend(top(), 0), most, accept, budget) ? &scratch.pool.finish() : nullptr;
}

}  // namespace baton::inline v0
