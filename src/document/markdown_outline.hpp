#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace baton::inline v0::detail {

struct MarkdownHeading {
  std::size_t offset = 0;  ///< of its line
  unsigned level = 1;      ///< 1 to 6
  std::string_view title;  ///< in the text
};

/// A half-open range of bytes.
struct ByteRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The structure a splitter needs, in the order of the text: ATX and setext headings, fenced code.
struct MarkdownOutline {
  std::vector<MarkdownHeading> headings;
  std::vector<ByteRange> fences;  ///< from the opening line to the end of the closing one
};

/// Reads the block structure line by line (CommonMark 0.31, sections 4.2, 4.3 and 4.5, at the top
/// level: headings inside lists and quotations are text). A heading inside a fence or in front
/// matter is none.
[[nodiscard]] MarkdownOutline outline_markdown(std::string_view text);

/// The end of "---" front matter at the start of the text, or 0.
[[nodiscard]] std::size_t front_matter_end(std::string_view text);

/// The first heading of the highest level, or the `title:` of the front matter, or nothing.
[[nodiscard]] std::string markdown_title(std::string_view text);

}  // namespace baton::inline v0::detail
