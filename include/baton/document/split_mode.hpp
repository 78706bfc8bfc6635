#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/document/document.hpp>
#include <baton/document/splitter.hpp>

namespace baton::inline v0 {

/// By the tokens of a model: no chunk has more than `chunk_tokens` of them.
struct TokenSplit {
  /// Tells how many tokens a text has; must be thread-safe. Empty: `estimate_tokens`.
  std::function<std::size_t(std::string_view)> count = {};
  std::size_t chunk_tokens = 300;   ///< at least 8
  std::size_t overlap_tokens = 40;  ///< about; beyond half of `chunk_tokens` it is that half
  std::string name = {};            ///< of the tokenizer, for `name_of`; needed with `count`
};

/// Whole sentences, see `sentence_ends`, as many as fit.
struct SentenceSplit {
  std::size_t chunk_bytes = 1200;     ///< a longer sentence is cut at its words
  std::size_t overlap_sentences = 0;  ///< repeated from the chunk before, within half a chunk
};

/// One sentence a chunk, for a search that is exact and an answer that has context: in
/// `metadata["window"]` stand the first and the last byte ("120-480") of the sentences around it.
struct SentenceWindowSplit {
  std::size_t sentences = 2;       ///< of the window on either side
  std::size_t chunk_bytes = 1200;  ///< a longer sentence is cut at its words
};

/// Markdown and HTML by heading: a chunk never holds the text of two sections. Other texts, and
/// sections that are too long, are cut as `split` does it.
struct HeadingSplit {
  std::size_t max_level = 6;  ///< headings below this level do not divide; 1 to 6
  SplitOptions within = {};   ///< a section
};

/// Source code by structure: between the blocks that are indented least. `metadata["scope"]` has the
/// first lines of the blocks around a chunk: "class Store > void open()".
struct CodeSplit {
  std::size_t chunk_bytes = 1200;
};

/// JSON and JSON Lines between the members of the outermost containers. `metadata["pointer"]` is the
/// JSON pointer of the first value in the chunk, "/items/3", unless it is the whole. Text that is
/// not JSON is cut, not refused.
struct JsonSplit {
  std::size_t chunk_bytes = 1200;
};

/// Small chunks that know the larger ones they are part of: `metadata["parent"]` is the range of
/// bytes ("0-1180") of the next larger one and `metadata["root"]` that of the largest. Chunks of one
/// parent are neighbours, so that a retriever can put it together.
struct HierarchicalSplit {
  std::vector<std::size_t> chunk_bytes = {4800, 1200, 300};  ///< descending, each at least 32
};

/// Every way to cut a document; `SplitOptions` is the recursive one.
using SplitMode = std::variant<SplitOptions, TokenSplit, SentenceSplit, SentenceWindowSplit,
                               HeadingSplit, CodeSplit, JsonSplit, HierarchicalSplit>;

/// Cuts a document. What `split(document, SplitOptions)` says of offsets holds for every mode: the
/// spans cover the text, joining them gives it back, and blank chunks are left out. Throws
/// `invalid_argument` for sizes that cannot work. Thread-safe.
///
///     auto chunks = split_by(document, CodeSplit{.chunk_bytes = 800});
[[nodiscard]] BATON_EXPORT std::vector<Chunk> split_by(const Document& document,
                                                       const SplitMode& mode);

/// The same cuts without copying any text, blank ones included.
[[nodiscard]] BATON_EXPORT std::vector<TextSpan> spans_by(const Document& document,
                                                          const SplitMode& mode);

/// The mode with all its sizes, "code chunk_bytes=1200": equal exactly when the cuts are equal. An
/// index keeps it to find out that it was made otherwise.
[[nodiscard]] BATON_EXPORT std::string name_of(const SplitMode& mode);

}  // namespace baton::inline v0
