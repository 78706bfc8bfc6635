#include "graph_file.hpp"

#include <algorithm>
#include <string>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

using GraphSlot = HnswGraph::Slot;

[[noreturn]] void corrupt_graph(const char* what) {
  throw Error(ErrorCode::data_corrupt, std::string("the saved graph has ") + what + "; it has to be rebuilt");
}

void read_list(const LinkLists& lists, GraphSlot slot, int level, std::size_t count, ByteReader& in) {
  const auto size = in.take<std::uint16_t>();
  if (size > lists.most(level)) corrupt_graph("a list that is too long");
  LinkList list = lists.at(slot, level);
  for (std::size_t i = 0; i < size; ++i) {
    const auto neighbour = in.take<GraphSlot>();
    if (neighbour >= count) corrupt_graph("a link to nowhere");
    if (lists.level(neighbour) < level) corrupt_graph("a link to a missing level");
    list.set(i, neighbour);
  }
  list.resize(size);
}

}  // namespace

void write_links(const HnswGraph& graph, std::size_t count, ByteWriter& out) {
  for (GraphSlot slot = 0; slot < count; ++slot) {
    for (int level = 0; level <= graph.lists().level(slot); ++level) {
      const LinkList list = graph.lists().at(slot, level);
      const std::size_t size = list.size();
      out.put(static_cast<std::uint16_t>(size));
      for (std::size_t i = 0; i < size; ++i) out.put(list[i]);
    }
  }
}

void read_links(HnswGraph& graph, std::size_t count, HnswGraph::Top top, ByteReader& in) {
  const LinkLists& lists = graph.lists();
  int highest = -1;
  for (GraphSlot slot = 0; slot < count; ++slot) highest = std::max(highest, lists.level(slot));
  if (top.level != highest) corrupt_graph("the wrong number of levels");
  if (top.entry >= count || lists.level(top.entry) != highest) corrupt_graph("a wrong entry");
  for (GraphSlot slot = 0; slot < count; ++slot) {
    for (int level = 0; level <= lists.level(slot); ++level) read_list(lists, slot, level, count, in);
  }
  graph.set_top(top);
}

}  // namespace baton::inline v0
