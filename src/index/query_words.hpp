#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/ascii.hpp"

namespace baton::inline v0 {

/// Calls `use(word)` with each word of `text` in lower case (of ASCII) until it gives false. A word is a run of letters,
/// digits and non-ASCII bytes.
template <class Use>
void for_each_word(std::string_view text, Use use) {
  const auto in_word = [](char c) { return static_cast<unsigned char>(c) >= 0x80 || ascii::is_alnum(c); };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && in_word(text[end])) ++end;
    std::string word = ascii::lower(text.substr(at, end - at));
    if (end > at && !use(std::move(word))) return;
    at = std::max(end, at + 1);
  }
}

/// All words of `text` in their order.
inline std::vector<std::string> text_words(std::string_view text) {
  std::vector<std::string> words;
  for_each_word(text, [&](std::string word) { return words.push_back(std::move(word)), true; });
  return words;
}

}  // namespace baton::inline v0
