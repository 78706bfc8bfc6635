#pragma once

#include <vector>

#include <baton/retrieval/hybrid.hpp>

namespace baton::inline v0 {

/// A retriever's list, best first, with its weight.
struct WeightedList {
  std::vector<ScoredChunk> chunks;
  double weight = 1.0;
};

/// One list out of several, best first; equal scores in the order of source and span, so that the
/// result does not depend on ids.
[[nodiscard]] std::vector<ScoredChunk> fuse(std::vector<WeightedList> lists, const HybridOptions& options,
                                            std::size_t top);

}  // namespace baton::inline v0
