#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>

namespace baton::inline v0::token {

/// A part of a text on its way to the model.
struct TextPiece {
  std::string_view text;
  bool first = false;  ///< it begins where the whole text begins
};

/// The pieces of a text, and the memory of those that were changed.
struct TextPieces {
  std::vector<TextPiece> list;
  std::deque<std::string> made;
};

/// What becomes of a delimiter.
enum class Delimiter : std::uint8_t { removed, isolated, with_previous, with_next, contiguous };

// Each cuts every piece; no piece is empty. Text is well-formed UTF-8.

BATON_EXPORT void cut_white_space(TextPieces& pieces);
/// BERT's punctuation.
BATON_EXPORT void cut_punctuation(TextPieces& pieces, Delimiter what);
/// `\w+|[^\w\s]+`
void cut_words(TextPieces& pieces);
/// At every place where `delimiter` stands, which is not empty; not `contiguous`.
void cut_at(TextPieces& pieces, std::string_view delimiter, Delimiter what);

}  // namespace baton::inline v0::token
