#pragma once

#include <cstddef>
#include <string_view>

#include "document/markdown_outline.hpp"

namespace baton::inline v0::detail {

/// Which places a text is best cut at.
enum class Grammar { text, markdown, code };

[[nodiscard]] Grammar grammar_of(std::string_view media_type) noexcept;

[[nodiscard]] constexpr bool is_space(char c) noexcept {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

struct Cut {
  std::size_t at = 0;
  bool starts_section = false;  ///< a heading follows
};

/// Finds cuts in one text. Holds views of the text and the outline, which must outlive it.
class CutFinder {
 public:
  CutFinder(std::string_view text, Grammar grammar, const MarkdownOutline& outline)
      : text_(text), grammar_(grammar), outline_(outline) {}

  /// The best cut in (lower, upper], where upper - lower >= 4 and upper < size.
  [[nodiscard]] Cut find(std::size_t lower, std::size_t upper) const;

  /// Where a chunk may start in [from, to) to overlap with the one that ends at `to`; `to` if
  /// nowhere.
  [[nodiscard]] std::size_t overlap_start(std::size_t from, std::size_t to) const;

 private:
  [[nodiscard]] std::size_t last_heading(std::size_t lower, std::size_t upper) const;
  [[nodiscard]] std::size_t last_line(std::size_t lower, std::size_t upper) const;
  [[nodiscard]] std::size_t last_word(std::size_t lower, std::size_t upper) const;
  [[nodiscard]] unsigned rank_of_line(std::size_t start) const;
  [[nodiscard]] bool in_fence(std::size_t at) const;

  std::string_view text_;
  Grammar grammar_;
  const MarkdownOutline& outline_;
};

}  // namespace baton::inline v0::detail
