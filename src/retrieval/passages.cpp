#include "passages.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace baton::inline v0 {
namespace {

/// The value under `key`; null when there is none.
nlohmann::json value_of(const Chunk& chunk, const std::string& key) {
  const nlohmann::json& metadata = chunk.metadata.ref();
  return metadata.is_object() && metadata.contains(key) ? metadata[key] : nlohmann::json();
}

void append_chunk(Chunk& whole, const Chunk& next) {
  if (next.span.end <= whole.span.end) return;
  if (next.span.begin < whole.span.end) {
    const std::size_t shared = whole.span.end - next.span.begin;
    whole.text += shared < next.text.size() ? next.text.substr(shared) : std::string();
  } else {
    if (next.span.begin > whole.span.end) whole.text += '\n';
    whole.text += next.text;
  }
  whole.span.end = next.span.end;
  whole.span.last_line = std::max(whole.span.last_line, next.span.last_line);
}

}  // namespace

Chunk joined_chunks(const std::vector<ScoredChunk>& chunks, ChunkRange range) {
  Chunk whole = chunks[range.first].chunk;
  for (std::size_t i = range.first + 1; i <= range.last; ++i) append_chunk(whole, chunks[i].chunk);
  return whole;
}

Ranges joined_ranges(const std::vector<ChunkRange>& wanted, bool touching) {
  std::vector<std::size_t> order(wanted.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return wanted[i].first; });
  Ranges result;
  for (const std::size_t i : order) {
    const bool joins = !result.ranges.empty() &&
                       wanted[i].first <= result.ranges.back().last + (touching ? 1 : 0);
    if (!joins) {
      result.ranges.push_back(wanted[i]);
      result.owner.push_back(i);
      continue;
    }
    result.ranges.back().last = std::max(result.ranges.back().last, wanted[i].last);
    result.owner.back() = std::min(result.owner.back(), i);
  }
  return result;
}

ChunkRange siblings_of(const std::vector<ScoredChunk>& chunks, std::size_t place, const std::string& key) {
  if (key.empty()) return {0, chunks.size() - 1};
  const nlohmann::json value = value_of(chunks[place].chunk, key);
  ChunkRange range{place, place};
  while (range.first > 0 && value_of(chunks[range.first - 1].chunk, key) == value) --range.first;
  while (range.last + 1 < chunks.size() && value_of(chunks[range.last + 1].chunk, key) == value) ++range.last;
  return range;
}

}  // namespace baton::inline v0
