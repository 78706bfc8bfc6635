#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "token/piece_model.hpp"

namespace baton::inline v0::token {

/// A token with its logarithmic probability; the id is its place in the vocabulary.
struct UnigramPiece {
  std::string text;
  double score = 0.0;
};

/// The unigram model of Kudo (ACL 2018) as Hugging Face's tokenizers have it: of all ways to cut a text into pieces
/// that with the largest sum of scores, found by Viterbi's algorithm. Of equal sums the one found first counts, which
/// has the longer last piece. Characters that no piece begins with are unknown; those next to each other are one.
struct UnigramModel {
  std::vector<UnigramPiece> pieces;  ///< no text longer than `longest_unigram_piece`
  std::optional<std::uint32_t> unknown{};  ///< without it, what is unknown gives no ids
  bool byte_fallback = false;        ///< what is unknown becomes its bytes, when all have tokens
  std::unordered_set<std::uint32_t> specials{};  ///< no part of a text, unless they are allowed
};
[[nodiscard]] std::unique_ptr<const PieceModel> unigram(UnigramModel model);

/// Time grows in proportion to it.
inline constexpr std::size_t longest_unigram_piece = 1024;

}  // namespace baton::inline v0::token
