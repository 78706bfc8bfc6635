#include "hnsw_graph.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <new>
#include <string>

// hnswlib's own vector code is chosen when it is compiled, and its prefetches read past the end of a
// list; ours is chosen at run time and comes in through the space.
#define NO_MANUAL_VECTORIZATION
#include <hnswlib/hnswlib.h>

#include <baton/core/error.hpp>

#include "dot.hpp"

namespace baton::inline v0 {
namespace {

using Hnsw = hnswlib::HierarchicalNSW<float>;
using Slot = HnswGraph::Slot;

constexpr int highest_level = 63;

struct SpaceParameter {
  DotProduct dot;
  std::size_t dimensions;
};

float distance(const void* a, const void* b, const void* parameter) {
  const auto& space = *static_cast<const SpaceParameter*>(parameter);
  return 1.0F - space.dot(static_cast<const float*>(a), static_cast<const float*>(b), space.dimensions);
}

class CosineSpace : public hnswlib::SpaceInterface<float> {
 public:
  explicit CosineSpace(std::size_t dimensions) : parameter_{dot_product(), dimensions} {}
  std::size_t get_data_size() override { return parameter_.dimensions * sizeof(float); }
  hnswlib::DISTFUNC<float> get_dist_func() override { return distance; }
  void* get_dist_func_param() override { return &parameter_; }

 private:
  SpaceParameter parameter_;
};

[[noreturn]] void corrupt(const char* what) {
  throw Error(ErrorCode::data_corrupt, std::string("the saved graph has ") + what);
}

}  // namespace

struct HnswGraph::Impl {
  Impl(const Shape& shape, std::size_t capacity)
      : space(shape.dimensions),
        graph(&space, std::max<std::size_t>(capacity, 1), shape.links, shape.ef_construction) {}

  CosineSpace space;
  Hnsw graph;

  [[nodiscard]] unsigned* list(Slot slot, int level) { return graph.get_linklist_at_level(slot, level); }

  void put_vector(Slot slot, const float* vector) {
    std::memset(graph.data_level0_memory_ + slot * graph.size_data_per_element_, 0,
                graph.size_data_per_element_);
    std::memcpy(graph.getDataByInternalId(slot), vector, graph.data_size_);
    graph.setExternalLabel(slot, slot);
    graph.label_lookup_[slot] = slot;
  }

  void make_upper_lists(Slot slot, int level) {
    if (level == 0) return;
    const std::size_t size = graph.size_links_per_element_ * static_cast<std::size_t>(level) + 1;
    auto* lists = static_cast<char*>(std::calloc(size, 1));
    if (lists == nullptr) throw std::bad_alloc();
    graph.linkLists_[slot] = lists;
    graph.element_levels_[slot] = level;  // from here on the graph frees the lists
  }

  void read_list(Slot slot, int level, ByteReader& in) {
    const auto size = in.take<std::uint16_t>();
    if (size > (level == 0 ? graph.maxM0_ : graph.maxM_)) corrupt("a list that is too long");
    unsigned* const target = list(slot, level);
    graph.setListCount(target, size);
    in.take_all(std::span(target + 1, size));
    for (const unsigned neighbour : std::span(target + 1, size)) {
      if (neighbour >= graph.cur_element_count) corrupt("a link to nowhere");
      if (graph.element_levels_[neighbour] < level) corrupt("a link to a missing level");
    }
  }
};

HnswGraph::HnswGraph(const Shape& shape, std::size_t capacity)
    : impl_(std::make_unique<Impl>(shape, capacity)) {}
HnswGraph::HnswGraph(HnswGraph&&) noexcept = default;
HnswGraph& HnswGraph::operator=(HnswGraph&&) noexcept = default;
HnswGraph::~HnswGraph() = default;

void HnswGraph::add(const float* vector) {
  Hnsw& graph = impl_->graph;
  if (graph.cur_element_count == graph.max_elements_) graph.resizeIndex(graph.max_elements_ * 2);
  graph.addPoint(vector, graph.cur_element_count);
}

std::size_t HnswGraph::size() const noexcept { return impl_->graph.cur_element_count; }

const float* HnswGraph::vector(Slot slot) const noexcept {
  return reinterpret_cast<const float*>(impl_->graph.getDataByInternalId(slot));
}

std::vector<std::pair<float, Slot>> HnswGraph::search(const float* query, std::size_t candidates) const {
  auto queue = impl_->graph.searchKnn(query, candidates);
  std::vector<std::pair<float, Slot>> found;
  found.reserve(queue.size());
  for (; !queue.empty(); queue.pop()) {
    found.emplace_back(1.0F - queue.top().first, static_cast<Slot>(queue.top().second));
  }
  return found;
}

HnswGraph::Top HnswGraph::top() const noexcept {
  return {impl_->graph.maxlevel_, impl_->graph.enterpoint_node_};
}

void HnswGraph::write_links(ByteWriter& out) const {
  const auto count = static_cast<Slot>(size());
  for (Slot slot = 0; slot < count; ++slot) {
    out.put(static_cast<std::uint8_t>(impl_->graph.element_levels_[slot]));
  }
  for (Slot slot = 0; slot < count; ++slot) {
    for (int level = 0; level <= impl_->graph.element_levels_[slot]; ++level) {
      const unsigned* list = impl_->list(slot, level);
      const std::uint16_t links = impl_->graph.getListCount(const_cast<unsigned*>(list));
      out.put(links);
      out.put_all(std::span<const unsigned>(list + 1, links));
    }
  }
}

HnswGraph HnswGraph::read(const Shape& shape, std::size_t count, Top top, const float* vectors,
                          ByteReader& in) {
  HnswGraph result(shape, count);
  Hnsw& graph = result.impl_->graph;
  graph.cur_element_count = count;
  int highest = -1;
  for (Slot slot = 0; slot < count; ++slot) {
    const int level = in.take<std::uint8_t>();
    if (level > highest_level) corrupt("a level that is too high");
    highest = std::max(highest, level);
    result.impl_->put_vector(slot, vectors + slot * shape.dimensions);
    result.impl_->make_upper_lists(slot, level);
  }
  if (top.level != highest) corrupt("the wrong number of levels");
  if (top.entry >= count || graph.element_levels_[top.entry] != highest) corrupt("a wrong entry");
  graph.maxlevel_ = top.level;
  graph.enterpoint_node_ = top.entry;
  for (Slot slot = 0; slot < count; ++slot) {
    for (int level = 0; level <= graph.element_levels_[slot]; ++level) {
      result.impl_->read_list(slot, level, in);
    }
  }
  return result;
}

}  // namespace baton::inline v0
