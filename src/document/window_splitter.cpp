#include "document/window_splitter.hpp"

namespace baton::inline v0::detail {

/// Every range brings a good part of what is not covered.
Cut WindowSplitter::cut_window(std::size_t begin, std::size_t covered, const Window& window) const {
  if (text_.size() - begin <= window.bytes) return {text_.size()};
  const std::size_t upper = begin + window.bytes;
  const std::size_t lower = std::max(begin + window.bytes / 3, covered + (window.bytes - window.overlap) / 3);
  Cut cut = cuts_.find(std::min(lower, upper - 4), upper);
  cut.at = after_space(cut.at, upper);
  return cut;
}

/// Where the white space at a cut ends, but not beyond `limit`; the indentation of the next line
/// stays with that line.
std::size_t WindowSplitter::after_space(std::size_t cut, std::size_t limit) const {
  std::size_t at = cut;
  std::size_t line = cut > 0 && text_[cut - 1] == '\n' ? cut : 0;
  while (at < limit && is_space(text_[at])) {
    if (text_[at++] == '\n') line = at;
  }
  if (at == text_.size() || line == 0) return at;
  return line;
}

/// Where the next range starts when it repeats the end of this one.
std::size_t WindowSplitter::overlapped(std::size_t begin, std::size_t end,
                                       std::size_t overlap) const {
  if (overlap == 0) return end;
  const std::size_t from = std::max(begin + 1, end - std::min(end, overlap));
  if (from >= end) return end;
  std::size_t start = cuts_.overlap_start(from, end);
  if (start == end) return end;
  std::size_t line = start;  // with its indentation
  while (line > from && (text_[line - 1] == ' ' || text_[line - 1] == '\t')) --line;
  return text_[line - 1] == '\n' ? line : start;
}

}  // namespace baton::inline v0::detail
