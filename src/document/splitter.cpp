#include <baton/document/splitter.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "document/cut.hpp"
#include "document/markdown_outline.hpp"

namespace baton::inline v0 {
namespace {

using detail::Cut;
using detail::CutFinder;
using detail::Grammar;
using detail::is_space;
using detail::MarkdownOutline;

void check(const SplitOptions& options) {
  if (options.chunk_bytes < 32) {
    throw Error(ErrorCode::invalid_argument,
                "chunk_bytes must be at least 32, got " + std::to_string(options.chunk_bytes));
  }
}

std::size_t overlap_of(const SplitOptions& options) {
  return std::min(options.overlap_bytes, options.chunk_bytes / 2);
}

/// Counts newlines in lanes of one byte, which compilers turn into vector code.
std::size_t count_lines(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    const std::string_view block = text.substr(0, 240);
    std::uint8_t in_block = 0;
    for (const char c : block) in_block = static_cast<std::uint8_t>(in_block + (c == '\n' ? 1 : 0));
    count += in_block;
    text.remove_prefix(block.size());
  }
  return count;
}

class Splitter {
 public:
  Splitter(std::string_view text, Grammar grammar, const MarkdownOutline& outline,
           const SplitOptions& options)
      : text_(text),
        size_(options.chunk_bytes),
        overlap_(overlap_of(options)),
        cuts_(text, grammar, outline) {}

  /// Calls `take` with every span; lines are those of the text.
  template <class Take>
  void run(Take take) {
    std::size_t begin = start_of(0, 0);
    std::size_t covered = begin;
    while (begin < text_.size()) {
      const Cut next = next_cut(begin, covered);
      take(span_of(begin, next.at));
      const std::size_t follows = start_of(next.at, next.at);
      if (follows == text_.size()) return;
      begin = next.starts_section ? follows : overlapped(begin, next.at, follows);
      covered = follows;
    }
  }

 private:
  /// `covered` is where the text not yet in a chunk starts; every chunk brings a good part of it.
  Cut next_cut(std::size_t begin, std::size_t covered) const {
    if (text_.size() - begin <= size_) return {text_.size()};
    const std::size_t progress = covered + (size_ - overlap_) / 3;
    return cuts_.find(std::max(begin + size_ / 3, progress), begin + size_);
  }

  /// The first byte at or after `at` that is not white space, with its line's indentation unless
  /// that lies before `floor` or is very wide.
  std::size_t start_of(std::size_t at, std::size_t floor) const {
    while (at < text_.size() && is_space(text_[at])) ++at;
    if (at == text_.size()) return at;
    const std::size_t lowest = std::max(floor, at - std::min(at, size_ / 4));
    std::size_t line = at;
    while (line > lowest && (text_[line - 1] == ' ' || text_[line - 1] == '\t')) --line;
    return line == 0 || text_[line - 1] == '\n' ? line : at;
  }

  /// Where the next chunk starts when it repeats the end of this one.
  std::size_t overlapped(std::size_t begin, std::size_t cut, std::size_t follows) const {
    if (overlap_ == 0) return follows;
    const std::size_t from = std::max(begin + 1, cut - std::min(cut, overlap_));
    const std::size_t start = cuts_.overlap_start(from, cut);
    // Across much white space there would be no room for new text.
    if (start == cut || follows - start > size_ / 2) return follows;
    return start_of(start, from);
  }

  TextSpan span_of(std::size_t begin, std::size_t end) {
    while (end > begin && is_space(text_[end - 1])) --end;
    std::size_t first = line_;
    if (begin >= counted_) {
      first += count_lines(text_.substr(counted_, begin - counted_));
      line_ = first + count_lines(text_.substr(begin, end - begin));
    } else {
      first -= count_lines(text_.substr(begin, counted_ - begin));
      line_ += count_lines(text_.substr(counted_, end - counted_));
    }
    counted_ = end;
    return {begin, end, first, line_};
  }

  std::string_view text_;
  std::size_t size_;
  std::size_t overlap_;
  CutFinder cuts_;
  std::size_t counted_ = 0;
  std::size_t line_ = 1;
};

/// The headings above a place, kept up as the places ascend.
class HeadingPath {
 public:
  explicit HeadingPath(const MarkdownOutline& outline) : outline_(outline) {}

  const std::string& at(std::size_t offset) {
    const std::size_t before = next_;
    for (; next_ < outline_.headings.size() && outline_.headings[next_].offset <= offset; ++next_) {
      const auto& heading = outline_.headings[next_];
      std::erase_if(open_, [&](const auto* other) { return other->level >= heading.level; });
      open_.push_back(&heading);
    }
    if (next_ != before) join();
    return path_;
  }

 private:
  void join() {
    path_.clear();
    for (const auto* heading : open_) {
      if (heading->title.empty()) continue;
      if (!path_.empty()) path_ += " > ";
      path_ += heading->title;
    }
  }

  const MarkdownOutline& outline_;
  std::size_t next_ = 0;
  std::vector<const detail::MarkdownHeading*> open_;
  std::string path_;
};

std::size_t source_line(const Document& document, std::size_t line) {
  const auto& lines = document.source_lines;
  return lines.empty() ? line : lines[std::min(line, lines.size()) - 1];
}

template <class Take>
void split_into(const Document& document, const SplitOptions& options, Take take) {
  check(options);
  const Grammar grammar = detail::grammar_of(document.media_type);
  const MarkdownOutline outline =
      grammar == Grammar::markdown ? detail::outline_markdown(document.text) : MarkdownOutline{};
  Splitter(document.text, grammar, outline, options).run([&](TextSpan span) {
    span.first_line = source_line(document, span.first_line);
    span.last_line = source_line(document, span.last_line);
    take(span, outline);
  });
}

/// The page that holds the byte at `offset`, counted from 1; 0 when there are none.
std::size_t page_of(const Document& document, std::size_t offset) {
  const auto& starts = document.page_starts;
  return static_cast<std::size_t>(std::ranges::upper_bound(starts, offset) - starts.begin());
}

Json with_place(const Json& metadata, const std::string& heading, std::size_t page) {
  if (heading.empty() && page == 0) return metadata;
  nlohmann::json out = metadata.ref();
  if (!out.is_object()) out = nlohmann::json::object();
  if (!heading.empty()) out["heading"] = heading;
  if (page != 0) out["page"] = page;
  return out;
}

}  // namespace

std::vector<Chunk> split(const Document& document, const SplitOptions& options) {
  std::vector<Chunk> chunks;
  std::optional<HeadingPath> path;
  split_into(document, options, [&](const TextSpan& span, const MarkdownOutline& outline) {
    if (!path) {
      path.emplace(outline);
      chunks.reserve(document.text.size() / (options.chunk_bytes - overlap_of(options)) + 1);
    }
    chunks.push_back({document.source, document.text.substr(span.begin, span.end - span.begin),
                      span,
                      with_place(document.metadata, path->at(span.begin),
                                 page_of(document, span.begin))});
  });
  return chunks;
}

std::vector<TextSpan> split_spans(const Document& document, const SplitOptions& options) {
  std::vector<TextSpan> spans;
  split_into(document, options,
             [&](const TextSpan& span, const MarkdownOutline&) { spans.push_back(span); });
  return spans;
}

}  // namespace baton::inline v0
