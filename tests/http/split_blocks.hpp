#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace baton::test {

/// `text` cut every `size` bytes; 0: not at all.
inline std::vector<std::string> cut_every(std::string_view text, std::size_t size) {
  std::vector<std::string> blocks;
  if (size == 0) size = text.size() + 1;
  for (std::size_t at = 0; at < text.size(); at += size) blocks.emplace_back(text.substr(at, size));
  return blocks;
}

inline std::vector<std::string> cut_at(std::string_view text, std::size_t point) {
  return {std::string(text.substr(0, point)), std::string(text.substr(point))};
}

inline std::vector<std::string> cut_anywhere(std::string_view text, std::mt19937& random) {
  std::vector<std::string> blocks;
  while (!text.empty()) {
    const std::size_t size = std::min<std::size_t>(text.size(), random() % 12);
    blocks.emplace_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return blocks;
}

/// Text over a small alphabet, so that every rule of a line format is met often.
inline std::string random_text(std::mt19937& random, const std::vector<std::string>& pieces, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += pieces[random() % pieces.size()];
  return text;
}

}  // namespace baton::test
