#include <baton/document/overlap.hpp>

#include <algorithm>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/text.hpp>

#include "document/chunk_maker.hpp"
#include "document/cut.hpp"

namespace baton::inline v0 {
namespace {

using detail::ByteRange;

void check_spans(const Document& document, const std::vector<Chunk>& chunks) {
  std::size_t begin = 0;
  std::size_t end = 0;
  for (const Chunk& chunk : chunks) {
    const TextSpan& span = chunk.span;
    if (span.begin < begin || span.end < end || span.end <= span.begin || span.end > document.text.size()) {
      throw Error(ErrorCode::invalid_argument,
                  "with_overlap: the chunks are not those of '" + document.source + "', in order");
    }
    begin = span.begin + 1;
    end = span.end + 1;
  }
}

/// Widens ranges of one text, each within those of its neighbours as they were.
class Widener {
 public:
  Widener(std::string_view text, const OverlapOptions& options)
      : text_(text), options_(options), cuts_(text, detail::Grammar::text, no_outline()) {}

  [[nodiscard]] std::size_t begin(std::size_t own, std::size_t lowest) const {
    const std::size_t from = std::max(own - std::min(own, options_.before_bytes), lowest);
    if (options_.before_bytes == 0 || from >= own) return own;
    return cuts_.overlap_start(utf8_ceil(text_, from), own);
  }

  [[nodiscard]] std::size_t end(std::size_t own, std::size_t highest) const {
    const std::size_t to = options_.after_bytes < highest - own ? own + options_.after_bytes : highest;
    if (to <= own + 4) return own;
    return to == text_.size() ? to : std::max(own, cuts_.find(own, to).at);
  }

 private:
  static const detail::MarkdownOutline& no_outline() {
    static const detail::MarkdownOutline outline;
    return outline;
  }

  std::string_view text_;
  OverlapOptions options_;
  detail::CutFinder cuts_;
};

}  // namespace

std::vector<Chunk> with_overlap(const Document& document, std::vector<Chunk> chunks,
                                const OverlapOptions& options) {
  check_spans(document, chunks);
  const Widener widener(document.text, options);
  const detail::MarkdownOutline no_headings;
  detail::ChunkMaker maker(document, no_headings);
  std::size_t lowest = 0;  // behind the begin of the chunk before
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    Chunk& chunk = chunks[i];
    const bool last = i + 1 == chunks.size();
    const std::size_t highest =
        last ? document.text.size() : std::max(chunk.span.end, chunks[i + 1].span.end - 1);
    const ByteRange wide{widener.begin(chunk.span.begin, lowest), widener.end(chunk.span.end, highest)};
    lowest = chunk.span.begin + 1;
    chunk.span = maker.span(wide);
    chunk.text = document.text.substr(wide.begin, wide.end - wide.begin);
  }
  return chunks;
}

}  // namespace baton::inline v0
