#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace baton::inline v0::detail {

/// Calls `use` with each line that is not blank, and its number from 1.
inline void for_each_line(std::string_view text, const std::function<void(std::string_view, std::size_t)>& use) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) use(line, number);
  }
}

inline std::vector<std::string_view> words_of(std::string_view line) {
  constexpr std::string_view blank = " \t\r";
  std::vector<std::string_view> words;
  for (;;) {
    line.remove_prefix(std::min(line.size(), line.find_first_not_of(blank)));
    if (line.empty()) return words;
    words.push_back(line.substr(0, line.find_first_of(blank)));
    line.remove_prefix(words.back().size());
  }
}

}  // namespace baton::inline v0::detail
