#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>

#include "token/piece_model.hpp"

namespace baton::inline v0::token {

/// WordPiece (Schuster and Nakajima, ICASSP 2012) as BERT has it: of a word the longest piece first, those inside
/// the word marked by a prefix; a word with a piece that is no token is unknown as a whole.
struct WordPieceModel {
  std::map<std::string, std::uint32_t, std::less<>> vocabulary;  ///< no id twice, no token empty
  std::string unknown = "[UNK]";  ///< without it in the vocabulary an unknown word gives no ids
  std::string prefix = "##";
  std::size_t longest_word = 100;                ///< in code points; longer ones are unknown
  std::unordered_set<std::uint32_t> specials{};  ///< no part of a word, unless they are allowed
};
[[nodiscard]] std::unique_ptr<const PieceModel> wordpiece(const WordPieceModel& model);

}  // namespace baton::inline v0::token
