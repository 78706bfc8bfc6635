#pragma once

#include <cstddef>
#include <string>
#include <tuple>
#include <vector>

#include <baton/retrieval/hybrid.hpp>

namespace baton::inline v0 {

/// A retriever's list, best first, with its weight.
struct WeightedList {
  std::vector<ScoredChunk> chunks;
  double weight = 1.0;
};

/// What makes two chunks the same.
using ChunkKey = std::tuple<std::string, std::size_t, std::size_t>;
[[nodiscard]] ChunkKey key_of(const Chunk& chunk);

/// What each place of a list is worth, 0 to 1.
[[nodiscard]] std::vector<double> gains(const std::vector<ScoredChunk>& chunks, const HybridOptions& options);

/// One list out of several, best first; equal scores in the order of source and span, so that the
/// result does not depend on ids.
[[nodiscard]] std::vector<ScoredChunk> fuse(std::vector<WeightedList> lists, const HybridOptions& options,
                                            std::size_t top);

}  // namespace baton::inline v0
