#include "document/split_ranges.hpp"

#include <algorithm>
#include <functional>

#include <baton/core/error.hpp>
#include <baton/core/text.hpp>

#include "document/chunk_maker.hpp"
#include "document/ranked_cuts.hpp"
#include "document/token_window.hpp"
#include "document/window_splitter.hpp"

namespace baton::inline v0::detail {
namespace {

/// The part [begin, end) of the text in windows.
std::vector<ByteRange> ranges_within(const Document& document, const MarkdownOutline& outline,
                                     ByteRange part, const SplitOptions& options) {
  const std::size_t bytes = std::min(options.chunk_bytes, document.text.size() + 32);
  ByteWindow window{{bytes, std::min(options.overlap_bytes, bytes / 2)}};
  std::vector<ByteRange> ranges;
  const std::string_view text = std::string_view(document.text).substr(0, part.end);
  WindowSplitter(text, grammar_of(document.media_type), outline)
      .run(part.begin, window, [&](ByteRange range) { ranges.push_back(range); });
  return ranges;
}

/// Where the text beneath a heading begins: behind its line, and behind the line under it.
std::size_t body_of(std::string_view text, const MarkdownHeading& heading) {
  const std::size_t at = std::min(text.find('\n', heading.offset), text.size() - 1) + 1;
  if (text[std::min(text.find_first_not_of(' ', heading.offset), text.size() - 1)] == '#') return at;
  const std::size_t underline = text.find_first_not_of(" \t=-", at);
  if (underline == std::string_view::npos) return text.size();
  return text[underline] == '\n' ? underline + 1 : at;
}

bool is_blank(std::string_view text, ByteRange range) {
  const ByteRange content = without_space(text, range);
  return content.begin == content.end;
}

/// The sections: those with nothing beneath their heading go with the next.
std::vector<SectionRange> sections_of(std::string_view text, const MarkdownOutline& outline,
                                      std::size_t max_level) {
  std::vector<SectionRange> sections{{{0, text.size()}, 0}};
  for (const MarkdownHeading& heading : outline.headings) {
    if (heading.level > max_level) continue;
    SectionRange& last = sections.back();
    if (!is_blank(text, {last.body, heading.offset})) {
      last.range.end = heading.offset;
      sections.push_back({{heading.offset, text.size()}, 0});
    }
    sections.back().body = body_of(text, heading);
  }
  return sections;
}

void add_leaves(const Document& document, const MarkdownOutline& outline, const HierarchicalSplit& mode,
                std::size_t level, const LeafRange& above, std::vector<LeafRange>& into) {
  if (level == mode.chunk_bytes.size()) {
    into.push_back(above);
    return;
  }
  for (const ByteRange range : ranges_within(document, outline, above.range, {mode.chunk_bytes[level], 0})) {
    LeafRange next{range, level == 0 ? range : above.range, level == 0 ? range : above.root};
    add_leaves(document, outline, mode, level + 1, next, into);
  }
}

}  // namespace

void check_chunk_bytes(std::size_t chunk_bytes) {
  if (chunk_bytes >= 32) return;
  throw Error(ErrorCode::invalid_argument,
              "chunk_bytes must be at least 32, got " + std::to_string(chunk_bytes));
}

std::vector<ByteRange> recursive_ranges(const Document& document, const MarkdownOutline& outline,
                                        const SplitOptions& options) {
  check_chunk_bytes(options.chunk_bytes);
  return ranges_within(document, outline, {0, document.text.size()}, options);
}

std::vector<ByteRange> token_ranges(const Document& document, const MarkdownOutline& outline,
                                    const TokenSplit& mode) {
  if (mode.chunk_tokens < 8) {
    throw Error(ErrorCode::invalid_argument,
                "chunk_tokens must be at least 8, got " + std::to_string(mode.chunk_tokens));
  }
  const std::size_t tokens = std::min(mode.chunk_tokens, document.text.size() + 8);
  TokenWindow windows(document.text, mode.count ? mode.count : TokenWindow::Count(estimate_tokens),
                      tokens, std::min(mode.overlap_tokens, tokens / 2));
  std::vector<ByteRange> ranges;
  WindowSplitter(document.text, grammar_of(document.media_type), outline)
      .run(0, windows, [&](ByteRange range) { ranges.push_back(range); });
  return ranges;
}

std::vector<ByteRange> sentence_atoms(std::string_view text, std::size_t chunk_bytes) {
  check_chunk_bytes(chunk_bytes);
  std::vector<ByteRange> atoms;
  std::size_t begin = 0;
  for (const RankedCut& end : sentence_cuts(text)) {
    for (const ByteRange& part : pack(text.substr(begin, end.at - begin), {}, chunk_bytes)) {
      atoms.push_back({begin + part.begin, begin + part.end});
    }
    begin = end.at;
  }
  return atoms;
}

std::vector<ByteRange> sentence_ranges(std::string_view text, const SentenceSplit& mode) {
  const std::vector<ByteRange> atoms = sentence_atoms(text, mode.chunk_bytes);
  std::vector<ByteRange> ranges;
  for (std::size_t first = 0, next = 0; next < atoms.size();) {
    const std::size_t begin = atoms[first].begin;
    while (next < atoms.size() && atoms[next].end - begin <= mode.chunk_bytes) ++next;
    const std::size_t end = atoms[next - 1].end;
    ranges.push_back({begin, end});
    const std::size_t before = first;
    first = next;
    for (std::size_t left = mode.overlap_sentences; left > 0 && first > before + 1; --left, --first) {
      const std::size_t repeated = end - atoms[first - 1].begin;
      const std::size_t fresh = next < atoms.size() ? atoms[next].end - end : 0;
      if (repeated > mode.chunk_bytes / 2 || repeated + fresh > mode.chunk_bytes) break;
    }
  }
  return ranges;
}

std::vector<SectionRange> section_ranges(const Document& document, const MarkdownOutline& outline,
                                         const HeadingSplit& mode) {
  check_chunk_bytes(mode.within.chunk_bytes);
  if (mode.max_level < 1 || mode.max_level > 6) {
    throw Error(ErrorCode::invalid_argument,
                "max_level must be 1 to 6, got " + std::to_string(mode.max_level));
  }
  std::vector<SectionRange> parts;
  for (const SectionRange& section : sections_of(document.text, outline, mode.max_level)) {
    for (const ByteRange range : ranges_within(document, outline, section.range, mode.within)) {
      parts.push_back({range, std::clamp(section.body, range.begin, range.end - 1)});
    }
  }
  return parts;
}

std::vector<LeafRange> leaf_ranges(const Document& document, const MarkdownOutline& outline,
                                   const HierarchicalSplit& mode) {
  if (mode.chunk_bytes.empty() || mode.chunk_bytes.size() > 8 ||
      !std::ranges::is_sorted(mode.chunk_bytes, std::greater<>())) {
    throw Error(ErrorCode::invalid_argument, "chunk_bytes of a hierarchy must be 1 to 8 sizes that descend");
  }
  check_chunk_bytes(mode.chunk_bytes.back());
  std::vector<LeafRange> leaves;
  const ByteRange all{0, document.text.size()};
  add_leaves(document, outline, mode, 0, {all, all, all}, leaves);
  return leaves;
}

}  // namespace baton::inline v0::detail
