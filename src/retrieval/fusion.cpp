#include "fusion.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace baton::inline v0 {
namespace {

bool better(const ScoredChunk& a, const ScoredChunk& b) {
  if (a.score != b.score) return a.score > b.score;
  return key_of(a.chunk) < key_of(b.chunk);
}

}  // namespace

ChunkKey key_of(const Chunk& chunk) { return {chunk.source, chunk.span.begin, chunk.span.end}; }

std::vector<double> gains(const std::vector<ScoredChunk>& chunks, const HybridOptions& options) {
  std::vector<double> result;
  if (chunks.empty()) return result;
  const auto [worst, most] = std::ranges::minmax_element(chunks, {}, &ScoredChunk::score);
  const double best = most->score;
  const double range = best - worst->score;
  for (std::size_t rank = 1; rank <= chunks.size(); ++rank) {
    if (options.fusion == Fusion::reciprocal_rank) {
      result.push_back(1.0 / (options.k + static_cast<double>(rank)));
    } else {
      const double worth = range > 0.0 ? 1.0 - (best - chunks[rank - 1].score) / range : 1.0;
      result.push_back(std::isfinite(worth) ? worth : 0.0);
    }
  }
  return result;
}

std::vector<ScoredChunk> fuse(std::vector<WeightedList> lists, const HybridOptions& options,
                              std::size_t top) {
  std::map<ChunkKey, ScoredChunk> fused;
  for (WeightedList& list : lists) {
    const std::vector<double> worth = gains(list.chunks, options);
    for (std::size_t i = 0; i < list.chunks.size(); ++i) {
      ChunkKey key = key_of(list.chunks[i].chunk);
      list.chunks[i].score = 0.0;
      auto& chunk = fused.try_emplace(std::move(key), std::move(list.chunks[i])).first->second;
      chunk.score += list.weight * worth[i];
    }
  }
  std::vector<ScoredChunk> result;
  for (auto& [key, chunk] : fused) result.push_back(std::move(chunk));
  std::ranges::sort(result, better);
  if (result.size() > top) result.resize(top);
  return result;
}

}  // namespace baton::inline v0
