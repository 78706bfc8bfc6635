#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <baton/core/limits.hpp>

namespace baton::inline v0::offline {

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};
/// From a token's text to its number.
using Vocabulary = std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>>;

/// Words with their vectors, row by row.
struct WordVectors {
  Vocabulary words;
  std::size_t dimensions = 0;
  std::vector<float> values;
};

/// GloVe's text, or word2vec's with its line "words dimensions" first. A word may contain spaces; of a
/// word that comes twice the first vector stays. Throws `parse_error` naming the line.
[[nodiscard]] WordVectors parse_text_vectors(std::string_view text, const Limits& limits);

/// word2vec's binary format: a line "words dimensions", then each word, a space and its floats in
/// little-endian order. Throws `data_corrupt` naming the word's number.
[[nodiscard]] WordVectors parse_binary_vectors(std::string_view bytes, const Limits& limits);

}  // namespace baton::inline v0::offline
