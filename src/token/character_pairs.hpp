#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "token/byte_vocabulary.hpp"
#include "token/merge_table.hpp"
#include "token/piece_model.hpp"

namespace baton::inline v0::token {

/// Byte pair encoding that begins with characters, as Llama 2 and Gemma have it.
struct CharacterPairs {
  ByteVocabulary vocabulary;
  MergeTable merges;
  std::vector<std::uint32_t> made;        ///< by rank
  std::optional<std::uint32_t> unknown{};  ///< without it, what is unknown gives no ids
  bool fuse_unknown = false;              ///< unknown characters next to each other are one
  bool byte_fallback = false;             ///< an unknown character becomes its bytes, when all have tokens
  bool whole_pieces = false;              ///< a piece that is a token is not merged
};
[[nodiscard]] std::unique_ptr<const PieceModel> character_pairs(CharacterPairs model);

}  // namespace baton::inline v0::token
