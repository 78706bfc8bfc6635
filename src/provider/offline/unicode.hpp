#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace baton::inline v0::offline {

/// One decoded code point and the bytes it took. Ill-formed bytes give U+FFFD, one byte at a time.
struct Decoded {
  char32_t value = 0;
  std::size_t size = 1;
};
/// Precondition: `at < text.size()`.
[[nodiscard]] Decoded decode_utf8(std::string_view text, std::size_t at) noexcept;

/// Lower case for Latin, Greek, Cyrillic, Armenian and full-width letters; others stay.
[[nodiscard]] char32_t lower(char32_t c) noexcept;
/// The letter without its accents for Latin, Greek and Cyrillic; others stay.
[[nodiscard]] char32_t strip_accent(char32_t c) noexcept;
/// A combining mark of the blocks that carry the accents of decomposed text.
[[nodiscard]] bool is_combining_mark(char32_t c) noexcept;
/// General category P, and the ASCII symbols that BERT counts as punctuation.
[[nodiscard]] bool is_punctuation(char32_t c) noexcept;
[[nodiscard]] bool is_space(char32_t c) noexcept;
/// Controls and invisible format characters, white space excepted.
[[nodiscard]] bool is_control(char32_t c) noexcept;
/// The CJK ideograph blocks, as BERT's tokenizer lists them.
[[nodiscard]] bool is_cjk(char32_t c) noexcept;

[[nodiscard]] constexpr bool is_ascii_alnum(char32_t c) noexcept {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9');
}
/// Part of a word: a letter or digit; beyond ASCII whatever is no space, control or punctuation.
[[nodiscard]] bool is_word(char32_t c) noexcept;

}  // namespace baton::inline v0::offline
