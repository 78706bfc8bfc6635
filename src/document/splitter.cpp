#include <baton/document/splitter.hpp>

#include <algorithm>
#include <string>

#include <baton/core/error.hpp>

#include "document/chunk_maker.hpp"
#include "document/window_splitter.hpp"

namespace baton::inline v0 {
namespace {

using detail::ByteRange;
using detail::ChunkMaker;
using detail::MarkdownOutline;

void check_size(const SplitOptions& options) {
  if (options.chunk_bytes < 32) {
    throw Error(ErrorCode::invalid_argument,
                "chunk_bytes must be at least 32, got " + std::to_string(options.chunk_bytes));
  }
}

std::size_t overlap_of(const SplitOptions& options) {
  return std::min(options.overlap_bytes, options.chunk_bytes / 2);
}

template <class Take>
void split_into(const Document& document, const SplitOptions& options,
                const MarkdownOutline& outline, Take take) {
  const std::size_t bytes = std::min(options.chunk_bytes, document.text.size() + 32);
  detail::ByteWindow window{{bytes, std::min(overlap_of(options), bytes / 2)}};
  detail::WindowSplitter(document.text, detail::grammar_of(document.media_type), outline)
      .run(0, window, take);
}

}  // namespace

std::vector<Chunk> split(const Document& document, const SplitOptions& options) {
  check_size(options);
  const MarkdownOutline outline = detail::outline_of(document);
  ChunkMaker maker(document, outline);
  std::vector<Chunk> chunks;
  chunks.reserve(document.text.size() / (options.chunk_bytes - overlap_of(options)) + 1);
  split_into(document, options, outline, [&](ByteRange range) {
    const ByteRange content = detail::without_space(document.text, range);
    if (content.begin < content.end) chunks.push_back(maker.chunk(range));
  });
  return chunks;
}

std::vector<TextSpan> split_spans(const Document& document, const SplitOptions& options) {
  check_size(options);
  const MarkdownOutline outline = detail::outline_of(document);
  ChunkMaker maker(document, outline);
  std::vector<TextSpan> spans;
  split_into(document, options, outline,
             [&](ByteRange range) { spans.push_back(maker.span(range)); });
  return spans;
}

}  // namespace baton::inline v0
