#pragma once

#include <cstdint>

#include "token/code_table.hpp"

namespace baton::inline v0::token {

/// What the normalizers and pre-tokenizers of text tell apart, as bits. The first three are of Unicode 8, as the
/// original has them; the others of Unicode 16.
enum TextClass : std::uint8_t {
  nonspacing = 1,    ///< Mn
  punctuation = 2,   ///< P
  control = 4,       ///< Cc, Cf, Co
  word = 8,          ///< \w of regular expressions
  extends = 16,      ///< never begins a grapheme cluster: Extend, ZWJ
  spacing_mark = 32,  ///< SpacingMark of grapheme clusters
  prepends = 64,     ///< Prepend of grapheme clusters
  alone = 128,       ///< a grapheme cluster of its own: Control, CR, LF
};

class TextTable {
 public:
  static const TextTable& get();
  [[nodiscard]] unsigned of(char32_t code) const noexcept { return table_.of(code); }

 private:
  TextTable();
  CodeTable table_;
};

/// P, and the symbols of ASCII that BERT counts as punctuation.
[[nodiscard]] inline bool is_bert_punctuation(char32_t code) {
  if (code < 0x80) return code > ' ' && code != 0x7F && !(code >= '0' && code <= '9') && !((code | 0x20U) >= 'a' && (code | 0x20U) <= 'z');
  return (TextTable::get().of(code) & punctuation) != 0;
}

}  // namespace baton::inline v0::token
