#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <baton/document/document.hpp>

namespace baton::inline v0 {

/// Neighbours of one document, by their places among its chunks: [first, last].
struct ChunkRange {
  std::size_t first = 0;
  std::size_t last = 0;
  bool operator==(const ChunkRange&) const = default;
};

/// The chunks of a range as one. Text where they overlap is not repeated.
[[nodiscard]] Chunk joined_chunks(const std::vector<ScoredChunk>& chunks, ChunkRange range);

/// Ranges in the order of the text, and which of the wanted ones each came from first.
struct Ranges {
  std::vector<ChunkRange> ranges;
  std::vector<std::size_t> owner;
};
/// Makes those that overlap one, and with `touching` also those that are neighbours.
[[nodiscard]] Ranges joined_ranges(const std::vector<ChunkRange>& wanted, bool touching);

/// The children of the parent of the chunk at `place`: neighbours with the same value of the key.
[[nodiscard]] ChunkRange siblings_of(const std::vector<ScoredChunk>& chunks, std::size_t place,
                                     const std::string& key);

}  // namespace baton::inline v0
