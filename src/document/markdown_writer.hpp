#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <baton/document/document.hpp>

#include "document/table_text.hpp"

namespace baton::inline v0::detail {

/// Writes a document down as Markdown text, block by block with a blank line between.
///
/// It is text for reading and searching: what stands in the text is not escaped.
class MarkdownWriter {
 public:
  /// `level` from 1; beyond 6 is 6. A heading without text is left out.
  void heading(std::size_t level, std::string_view text);
  void paragraph(std::string_view text);
  /// `marker` is "-" or "3."; items that follow each other stand in lines.
  void item(std::size_t depth, std::string_view marker, std::string_view text);
  /// The first row is the head; see `table_text`.
  void table(const TableRows& rows, std::size_t max_cells);
  /// What is written from here on is on a new page or slide.
  void page();

  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] std::string take_text() { return std::move(text_); }
  /// The text as a document of Markdown with its pages, whose title is the first heading.
  [[nodiscard]] Document take_document();

 private:
  void separate();

  std::string text_;
  std::string first_heading_;
  std::vector<std::size_t> pages_;
  bool in_list_ = false;
};

/// `[text](target)`; only the text when the target leads nowhere outside.
std::string markdown_link(std::string_view text, std::string_view target);

/// Without white space at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace baton::inline v0::detail
