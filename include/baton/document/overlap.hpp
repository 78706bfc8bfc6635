#pragma once

#include <cstddef>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/document/document.hpp>

namespace baton::inline v0 {

/// How much of its neighbours each chunk gets.
struct OverlapOptions {
  std::size_t before_bytes = 150;  ///< at most, of what stands before a chunk
  std::size_t after_bytes = 0;     ///< at most, of what stands behind it
};

/// Late overlap: widens chunks that are already cut, by any mode, over their neighbours. Where a
/// text is cut thus does not depend on the overlap, and chunks of structured modes can have one.
///
/// `chunks` must be those of `document`, in order; texts, spans and lines become those of the wider
/// ranges, which start and end at lines or words and still ascend strictly. Metadata stays that of
/// the narrow chunk. Throws `invalid_argument` for spans that are not of this document.
[[nodiscard]] BATON_EXPORT std::vector<Chunk> with_overlap(const Document& document,
                                                           std::vector<Chunk> chunks,
                                                           const OverlapOptions& options = {});

}  // namespace baton::inline v0
