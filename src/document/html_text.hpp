#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/main_content.hpp"

namespace baton::inline v0::detail {

/// Writes the events of an HTML parser down as Markdown text, and notes which line of the source
/// every line of it came from.
///
/// Headings get their `#`, list items `-` or a number, `pre` a code fence; cells stand in rows ` | ` with a
/// rule under the first; links that lead somewhere are `[text](address)`, emphasis is its text. Line ends
/// inside paragraphs stay, so that lines can be cited. What a reader does not see (script, style, nav, …)
/// is left out.
class HtmlText {
 public:
  /// `role` is the element's, or empty.
  void open(std::string_view name, std::string_view role, std::uint32_t line);
  /// The address of the link that was opened last; what stands in it is shown as a link then.
  void link(std::string address) { address_ = std::move(address); }
  void close(std::string_view name);
  /// `line` is that of the first byte of `text`.
  void characters(std::string_view text, std::uint32_t line);
  /// An image's alternative text.
  void image(std::string_view alt, std::uint32_t line);

  [[nodiscard]] PageText take_page();
  [[nodiscard]] const PageRanges& ranges() const noexcept { return ranges_; }
  /// The `title` element, or else the first heading.
  [[nodiscard]] std::string title() const;

 private:
  void start_block(unsigned newlines);
  void put_rule();
  void close_link();
  void start_item(std::uint32_t line);
  void flush_breaks();
  void trim_line();
  void put(std::string_view text, std::uint32_t line);
  void put_word(std::string_view word, std::uint32_t line);
  void put_verbatim(std::string_view text, std::uint32_t line);
  void open_block(std::string_view name, std::uint32_t line);
  void close_block(std::string_view name);

  struct List {
    bool ordered = false;
    unsigned items = 0;
  };

  std::string text_;
  std::vector<std::uint32_t> lines_;
  std::string title_;
  std::string first_heading_;
  std::vector<List> lists_;
  std::vector<std::string> hidden_;  ///< open elements that hide what is in them
  unsigned pending_newlines_ = 0;
  bool pending_space_ = false;
  bool pending_break_ = false;  ///< the space was a line end of the source
  unsigned heading_ = 0;        ///< level of the open heading
  unsigned cells_ = 0;          ///< in the open table row
  unsigned tables_ = 0;
  bool first_row_ = false;      ///< of the table
  std::string address_;         ///< of the open link
  bool in_link_ = false;
  bool link_shown_ = false;     ///< its "[" is written
  PageRanges ranges_;
  unsigned pre_ = 0;
  bool in_title_ = false;
  bool fresh_pre_ = false;  ///< a line end right behind `<pre>` does not count
};

}  // namespace baton::inline v0::detail
