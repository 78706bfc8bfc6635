#pragma once

#include <cstddef>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/document/document.hpp>

namespace baton::inline v0 {

/// How a text is cut. Sizes are bytes of UTF-8; `estimate_tokens()` relates them to a model's
/// window.
struct SplitOptions {
  std::size_t chunk_bytes = 1200;  ///< the most a chunk has; at least 32
  std::size_t overlap_bytes =
      150;  ///< the most two neighbours share; beyond half of `chunk_bytes` it is that half
};

/// Cuts a document into passages at the best place each window offers.
///
/// The hierarchy of places depends on the media type, and the last place of the best kind in the
/// last two thirds of the window is taken: Markdown and rendered HTML: headings, blank lines
/// outside code fences, lines, sentences, words; source code: top-level blocks, blank lines, lines,
/// words; other text: blank lines, lines, sentences, words. A code point is never split.
///
/// For every chunk `document.text.substr(span.begin, span.end - span.begin) == chunk.text`, and the
/// spans cover the text: each begins where the one before ends, or overlaps with it, so that joining
/// them gives the text back. The white space behind a passage belongs to it; a chunk of nothing else
/// (a document of white space, or more of it than a chunk holds) is in `split_spans` but not in
/// `split`. An overlap starts at a line, or at least at a word, and never reaches across a heading.
/// Lines are those of the source, from the first byte that is not white space to the last. In
/// Markdown and HTML, `metadata["heading"]` is the path of the headings above the chunk's first
/// line: "Install > Linux". Where the document has pages, `metadata["page"]` is the one that line is
/// on.
///
/// The text is read once; memory is the result's. Throws `invalid_argument` for a chunk size
/// below 32. Thread-safe.
///
///     for (Chunk& chunk : split(document, {.chunk_bytes = 800})) index(std::move(chunk));
[[nodiscard]] BATON_EXPORT std::vector<Chunk> split(const Document& document,
                                                    const SplitOptions& options = {});

/// The same cuts without copying any text.
[[nodiscard]] BATON_EXPORT std::vector<TextSpan> split_spans(const Document& document,
                                                             const SplitOptions& options = {});

}  // namespace baton::inline v0
