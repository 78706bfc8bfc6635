#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <baton/core/export.hpp>

namespace baton::inline v0::token {

/// BERT's normalizer, by the names of a tokenizer.json.
struct BertNormalizer {
  bool clean_text = true;            ///< controls vanish, white space becomes a space
  bool handle_chinese_chars = true;  ///< spaces around every ideograph
  bool strip_accents = true;
  bool lowercase = true;
};

// What follows takes and gives well-formed UTF-8.

[[nodiscard]] BATON_EXPORT std::string bert_normalized(std::string_view text, const BertNormalizer& how);
/// Without the characters of general category M.
[[nodiscard]] std::string without_marks(std::string_view text);
/// Without white space at the ends.
[[nodiscard]] std::string stripped(std::string_view text, bool left, bool right);
/// What SentencePiece does before NFKC: controls vanish, other white space becomes a space.
[[nodiscard]] std::string nmt_normalized(std::string_view text);
/// Precondition: `what` is not empty.
[[nodiscard]] std::string with_replaced(std::string_view text, std::string_view what, std::string_view by);
/// Every run of at least `least` spaces (of white space, when `any`) replaced.
[[nodiscard]] std::string with_replaced_spaces(std::string_view text, std::size_t least, bool any, std::string_view by);

}  // namespace baton::inline v0::token
