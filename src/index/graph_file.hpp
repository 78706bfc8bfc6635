#pragma once

#include <cstddef>

#include "bytes.hpp"
#include "hnsw_graph.hpp"

namespace baton::inline v0 {

/// Appends the lists of the first `count` slots.
void write_links(const HnswGraph& graph, std::size_t count, ByteWriter& out);

/// Fills a graph, which has room, with the lists that were written. Throws `data_corrupt` for anything a search
/// would stumble over.
void read_links(HnswGraph& graph, std::size_t count, HnswGraph::Top top, ByteReader& in);

}  // namespace baton::inline v0
