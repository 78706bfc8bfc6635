#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "document/cut.hpp"

namespace baton::inline v0::detail {

/// How much fits into the window that starts at a place, and how much of it the next may repeat.
struct Window {
  std::size_t bytes = 0;    ///< at least 8
  std::size_t overlap = 0;  ///< at most half of that
};

/// The same window everywhere.
struct ByteWindow {
  Window window;
  [[nodiscard]] Window at(std::size_t) const noexcept { return window; }
  [[nodiscard]] bool fits(ByteRange) const noexcept { return true; }
};

/// Cuts a text window by window at the best place of each. The ranges cover the text: the white
/// space behind a passage belongs to it as far as the window reaches.
class WindowSplitter {
 public:
  /// Holds views of both, which must outlive it.
  WindowSplitter(std::string_view text, Grammar grammar, const MarkdownOutline& outline)
      : text_(text), cuts_(text, grammar, outline) {}

  /// Calls `take` with every range of the part of the text between `begin` and its end.
  /// `windows.at(begin)` tells a window and `windows.fits(range)` whether it was small enough.
  template <class Windows, class Take>
  void run(std::size_t begin, Windows& windows, Take take) const {
    std::size_t covered = begin;  // where the text not yet in a range starts
    while (begin < text_.size()) {
      Window window = windows.at(begin);
      Cut cut = cut_window(begin, covered, window);
      while (window.bytes > 8 && (too_far(begin, covered, window) || !windows.fits({begin, cut.at}))) {
        if (too_far(begin, covered, window)) window = windows.at(begin = covered);
        else window.bytes = std::max<std::size_t>(8, window.bytes - window.bytes / 8);
        window.overlap = std::min(window.overlap, window.bytes / 2);
        cut = cut_window(begin, covered, window);
      }
      take(ByteRange{begin, cut.at});
      covered = cut.at;
      if (covered == text_.size()) return;
      begin = cut.starts_section ? covered : overlapped(begin, covered, window.overlap);
    }
  }

 private:
  /// Whether a window that repeats so much has too little room for what is new.
  static bool too_far(std::size_t begin, std::size_t covered, const Window& window) {
    return covered - begin > window.bytes / 2;
  }
  [[nodiscard]] Cut cut_window(std::size_t begin, std::size_t covered, const Window& window) const;
  [[nodiscard]] std::size_t after_space(std::size_t cut, std::size_t limit) const;
  [[nodiscard]] std::size_t overlapped(std::size_t begin, std::size_t end,
                                       std::size_t overlap) const;

  std::string_view text_;
  CutFinder cuts_;
};

}  // namespace baton::inline v0::detail
