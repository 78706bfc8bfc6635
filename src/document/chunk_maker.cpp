#include "document/chunk_maker.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <nlohmann/json.hpp>

#include "document/cut.hpp"

namespace baton::inline v0::detail {
namespace {

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

ByteRange without_space(std::string_view text, ByteRange range) noexcept {
  while (range.end > range.begin && is_space(text[range.end - 1])) --range.end;
  while (range.begin < range.end && is_space(text[range.begin])) ++range.begin;
  return range;
}

Json with_member(const Json& metadata, const char* key, nlohmann::json value) {
  nlohmann::json out = metadata.ref();
  if (!out.is_object()) out = nlohmann::json::object();
  out[key] = std::move(value);
  return out;
}

TextSpan ChunkMaker::span(ByteRange range) {
  const std::string_view text = document_.text;
  const ByteRange content = without_space(text, range);
  std::size_t first = line_;
  if (content.begin >= counted_) {
    first += count_lines(text.substr(counted_, content.begin - counted_));
    line_ = first + count_lines(text.substr(content.begin, content.end - content.begin));
  } else {  // it overlaps with the one before
    first -= count_lines(text.substr(content.begin, counted_ - content.begin));
    line_ = first + count_lines(text.substr(content.begin, content.end - content.begin));
  }
  counted_ = content.end;
  return {range.begin, range.end, source_line(first), source_line(line_)};
}

Chunk ChunkMaker::chunk(ByteRange range) {
  return chunk(range, without_space(document_.text, range).begin);
}

Chunk ChunkMaker::chunk(ByteRange range, std::size_t place) {
  const TextSpan where = span(range);
  return {document_.source, document_.text.substr(range.begin, range.end - range.begin), where,
          with_place(document_.metadata, headings_above(place), page_of(document_, place))};
}

std::size_t ChunkMaker::source_line(std::size_t line) const {
  const auto& lines = document_.source_lines;
  return lines.empty() ? line : lines[std::min(line, lines.size()) - 1];
}

const std::string& ChunkMaker::headings_above(std::size_t offset) {
  const std::size_t before = next_heading_;
  const auto& headings = outline_.headings;
  for (; next_heading_ < headings.size() && headings[next_heading_].offset <= offset;
       ++next_heading_) {
    const MarkdownHeading& heading = headings[next_heading_];
    std::erase_if(open_, [&](const auto* other) { return other->level >= heading.level; });
    open_.push_back(&heading);
  }
  if (next_heading_ != before) join_headings();
  return headings_;
}

void ChunkMaker::join_headings() {
  headings_.clear();
  for (const auto* heading : open_) {
    if (heading->title.empty()) continue;
    if (!headings_.empty()) headings_ += " > ";
    headings_ += heading->title;
  }
}

MarkdownOutline outline_of(const Document& document) {
  return grammar_of(document.media_type) == Grammar::markdown ? outline_markdown(document.text)
                                                              : MarkdownOutline{};
}

}  // namespace baton::inline v0::detail
