#include <algorithm>
#include <cstring>
#include <string>

#include <baton/core/error.hpp>

#include "hnsw_impl.hpp"

namespace baton::inline v0 {
namespace {

[[noreturn]] void corrupt_graph(const char* what) {
  throw Error(ErrorCode::data_corrupt, std::string("the saved graph has ") + what + "; it has to be rebuilt");
}

void check_list(Hnsw& graph, unsigned slot, int level) {
  const unsigned* const list = graph.get_linklist_at_level(slot, level);
  if (list[0] > (level == 0 ? graph.maxM0_ : graph.maxM_)) corrupt_graph("a list that is too long");
  for (const unsigned neighbour : std::span(list + 1, list[0])) {
    if (neighbour >= graph.cur_element_count) corrupt_graph("a link to nowhere");
    if (graph.element_levels_[neighbour] < level) corrupt_graph("a link to a missing level");
  }
}

std::size_t upper_bytes(const Hnsw& graph, unsigned slot) {
  return graph.size_links_per_element_ * static_cast<std::size_t>(graph.element_levels_[slot]);
}

}  // namespace

std::string_view HnswGraph::lowest_bytes() const noexcept {
  return {impl_->graph.data_level0_memory_, size() * impl_->graph.size_data_per_element_};
}

void HnswGraph::write_upper(ByteWriter& out) const {
  const Hnsw& graph = impl_->graph;
  for (Slot slot = 0; slot < size(); ++slot) {
    if (const std::size_t bytes = upper_bytes(graph, slot)) out.put_all(std::span<const char>(graph.linkLists_[slot], bytes));
  }
}

void HnswGraph::read(std::size_t count, Top top, ByteReader& in) {
  Hnsw& graph = impl_->graph;
  const std::string_view lowest = in.skip(count * graph.size_data_per_element_);
  reserve(count);
  std::memcpy(graph.data_level0_memory_, lowest.data(), lowest.size());
  int highest = -1;
  for (Slot slot = 0; slot < count; ++slot) {
    impl_->make_upper_lists(slot);
    ++graph.cur_element_count;
    if (const std::size_t bytes = upper_bytes(graph, slot)) in.take_all(std::span(graph.linkLists_[slot], bytes));
    highest = std::max(highest, graph.element_levels_[slot]);
  }
  if (top.level != highest) corrupt_graph("the wrong number of levels");
  if (top.entry >= count || graph.element_levels_[top.entry] != highest) corrupt_graph("a wrong entry");
  graph.maxlevel_ = top.level;
  graph.enterpoint_node_ = top.entry;
  for (Slot slot = 0; slot < count; ++slot) {
    for (int level = 0; level <= graph.element_levels_[slot]; ++level) check_list(graph, slot, level);
  }
}

}  // namespace baton::inline v0
