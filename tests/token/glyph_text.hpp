#pragma once

#include <iterator>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <baton/core/text.hpp>

namespace baton::test {

using Block = std::pair<unsigned, unsigned>;

/// Words of random code points, each of one of `blocks`, between random ones of `glue`.
inline std::string glyph_text(std::mt19937& random, std::size_t size, std::span<const Block> blocks, std::span<const std::string_view> glue) {
  std::string text;
  while (text.size() < size) {
    const auto [first, last] = blocks[random() % blocks.size()];
    for (auto length = random() % 12; length > 0; --length) append_utf8(text, first + static_cast<char32_t>(random() % (last - first + 1)));
    text += glue[random() % glue.size()];
  }
  return text;
}

}  // namespace baton::test
