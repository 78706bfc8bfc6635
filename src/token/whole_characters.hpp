#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "token/byte_vocabulary.hpp"
#include "token/merge_table.hpp"

namespace baton::inline v0::token {

/// The characters of two and three bytes whose own bytes always merge before anything merges with them, so that merging may
/// begin with their tokens: half as many symbols of Russian, a third of Chinese. That is so where no merge of the character,
/// or of a part of it, with a neighbour has as small a rank as the last of its own merges. The neighbour before it is taken
/// to end with a byte of 0x80 or above (a space merges early with the first byte of many), the one behind it to begin a
/// character. Immutable.
class WholeCharacters {
 public:
  struct Merge {
    std::uint32_t left;
    std::uint32_t right;
    std::uint32_t made;  ///< the token, which is the rank too
  };
  /// `merges` are all that `table` has.
  WholeCharacters(const ByteVocabulary& vocabulary, const MergeTable& table, std::span<const Merge> merges);

  struct Character {
    std::uint32_t token;  ///< `no_token`: merging must begin with the byte
    std::size_t size;
  };
  /// What stands at `place`.
  [[nodiscard]] Character at(std::string_view piece, std::size_t place) const noexcept {
    constexpr Character none{no_token, 1};
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(piece[place + i]); };
    const std::size_t size = byte(0) < 0xE0 ? 2 : 3;
    if (byte(0) < 0xC2 || byte(0) >= 0xF0 || piece.size() - place < size) return none;
    if (place > 0 && static_cast<unsigned char>(piece[place - 1]) < 0x80) return none;
    if (!continues(byte(1)) || !continues(byte(size - 1)) || (piece.size() - place > size && continues(byte(size)))) return none;
    const std::uint32_t code = size == 2 ? (byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU)
                                         : (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
    if (size == 3 && code < 0x800) return none;
    return tokens_[code] == no_token ? none : Character{tokens_[code], size};
  }

 private:
  static bool continues(unsigned char byte) noexcept { return (byte & 0xC0U) == 0x80; }

  std::vector<std::uint32_t> tokens_ = std::vector<std::uint32_t>(0x10000, no_token);  ///< by code point
};

}  // namespace baton::inline v0::token
