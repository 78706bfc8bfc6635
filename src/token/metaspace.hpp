#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "token/pre_tokenizer.hpp"

namespace baton::inline v0::token {

/// SentencePiece's spaces that can be seen.
struct Metaspace {
  enum class Prepend : std::uint8_t { always, first, never };
  std::string replacement = "\u2581";  ///< one character
  Prepend prepend = Prepend::always;   ///< before pieces that do not begin with it: all, or that which begins the text
  bool split = true;                   ///< cut before every replacement
};

void replace_spaces(TextPieces& pieces, const Metaspace& how);
/// The decoder: spaces again, but for those of the first token unless none is ever put before a text.
void restore_spaces(std::vector<std::string>& tokens, const Metaspace& how);

}  // namespace baton::inline v0::token
