#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <baton/document/document.hpp>

#include "document/markdown_outline.hpp"

namespace baton::inline v0::detail {

/// Where the text that is not white space begins and ends in `range`; an empty range at its end
/// when there is none.
[[nodiscard]] ByteRange without_space(std::string_view text, ByteRange range) noexcept;

/// `metadata` with one member more.
[[nodiscard]] Json with_member(const Json& metadata, const char* key, nlohmann::json value);

/// Makes chunks from the ranges that a splitter chose. The ranges' begins and ends must ascend.
/// Holds views of the document and the outline, which must outlive it.
class ChunkMaker {
 public:
  ChunkMaker(const Document& document, const MarkdownOutline& outline)
      : document_(document), outline_(outline) {}

  /// The range with its lines in the source.
  [[nodiscard]] TextSpan span(ByteRange range);
  /// The passage with the document's metadata and the headings above its first line.
  [[nodiscard]] Chunk chunk(ByteRange range);
  /// The same with the headings above `place`. The places must ascend.
  [[nodiscard]] Chunk chunk(ByteRange range, std::size_t place);

 private:
  [[nodiscard]] std::size_t source_line(std::size_t line) const;
  const std::string& headings_above(std::size_t offset);
  void join_headings();

  const Document& document_;
  const MarkdownOutline& outline_;
  std::size_t counted_ = 0;  ///< newlines before it are counted
  std::size_t line_ = 1;     ///< of the byte there
  std::size_t next_heading_ = 0;
  std::vector<const MarkdownHeading*> open_;
  std::string headings_;
};

/// The outline of Markdown and of HTML, which is rendered as Markdown; nothing for other texts.
[[nodiscard]] MarkdownOutline outline_of(const Document& document);

}  // namespace baton::inline v0::detail
