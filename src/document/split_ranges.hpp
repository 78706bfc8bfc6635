#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <baton/document/document.hpp>
#include <baton/document/split_mode.hpp>

#include "document/markdown_outline.hpp"

namespace baton::inline v0::detail {

/// How each mode divides a document: ranges that cover its text, with begins and ends that ascend.
/// All throw `invalid_argument` for sizes that cannot work.

/// Refuses fewer bytes than a chunk must have.
void check_chunk_bytes(std::size_t chunk_bytes);

[[nodiscard]] std::vector<ByteRange> recursive_ranges(const Document& document,
                                                      const MarkdownOutline& outline,
                                                      const SplitOptions& options);
[[nodiscard]] std::vector<ByteRange> token_ranges(const Document& document,
                                                  const MarkdownOutline& outline,
                                                  const TokenSplit& mode);

/// The sentences, those of more than `chunk_bytes` cut at their words.
[[nodiscard]] std::vector<ByteRange> sentence_atoms(std::string_view text, std::size_t chunk_bytes);
[[nodiscard]] std::vector<ByteRange> sentence_ranges(std::string_view text,
                                                     const SentenceSplit& mode);

/// A part of a section, and where the text beneath its heading begins.
struct SectionRange {
  ByteRange range;
  std::size_t body = 0;
};
[[nodiscard]] std::vector<SectionRange> section_ranges(const Document& document,
                                                       const MarkdownOutline& outline,
                                                       const HeadingSplit& mode);

/// A smallest chunk with the larger ones it is part of.
struct LeafRange {
  ByteRange range;
  ByteRange parent;
  ByteRange root;
};
[[nodiscard]] std::vector<LeafRange> leaf_ranges(const Document& document,
                                                 const MarkdownOutline& outline,
                                                 const HierarchicalSplit& mode);

}  // namespace baton::inline v0::detail
