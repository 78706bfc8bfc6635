#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// UTF-8 helpers and a token estimate. Pure functions: any thread may call them, none throws but
/// for memory. "Well-formed" is meant as in the Unicode Standard, table 3-7: no overlong forms, no
/// surrogates, nothing above U+10FFFF.

/// The length in bytes of the longest well-formed prefix of `text`.
[[nodiscard]] BATON_EXPORT std::size_t utf8_valid_prefix(std::string_view text) noexcept;

/// Whether all of `bytes` is well-formed.
[[nodiscard]] inline bool is_utf8(std::string_view bytes) noexcept {
  return utf8_valid_prefix(bytes) == bytes.size();
}

/// `text` with every maximal ill-formed subsequence replaced by one U+FFFD, as the Unicode Standard
/// (section 3.9) and the WHATWG decoder do it. The result is well-formed.
[[nodiscard]] BATON_EXPORT std::string sanitize_utf8(std::string_view text);

/// Whether a cut before byte `at` separates two code points: true at both ends of the text.
[[nodiscard]] constexpr bool is_utf8_boundary(std::string_view utf8, std::size_t at) noexcept {
  return at == 0 || at >= utf8.size() || (static_cast<unsigned char>(utf8[at]) & 0xC0U) != 0x80U;
}

/// The last code point boundary at or before `at`: cut there to keep at most `at` bytes. Expects
/// well-formed text; in any text it moves by at most three bytes.
[[nodiscard]] BATON_EXPORT std::size_t utf8_floor(std::string_view text, std::size_t at) noexcept;

/// The first code point boundary at or after `at`, and at most the size of the text.
[[nodiscard]] BATON_EXPORT std::size_t utf8_ceil(std::string_view text, std::size_t at) noexcept;

/// At most `max_bytes` of `utf8`, cut at a code point boundary.
[[nodiscard]] inline std::string_view utf8_prefix(std::string_view utf8,
                                                  std::size_t max_bytes) noexcept {
  return utf8.substr(0, utf8_floor(utf8, max_bytes));
}

/// Appends one code point; a surrogate or a value above U+10FFFF becomes U+FFFD.
BATON_EXPORT void append_utf8(std::string& out, char32_t code_point);

/// About how many tokens a model would count for `text`, without its vocabulary.
///
/// One token for every four bytes of ASCII, one for every two code points of the other two-byte
/// scripts (Latin with accents, Greek, Cyrillic, Hebrew, Arabic), one for each code point of three
/// bytes (Chinese, Japanese, Korean, the scripts of India) and two for each of four (emoji),
/// rounded up. English prose comes close; source code, numbers and rare scripts may be off by half
/// in either direction. Use it to plan a window with a margin, never to bill. Expects well-formed
/// UTF-8.
[[nodiscard]] BATON_EXPORT std::size_t estimate_tokens(std::string_view text) noexcept;

}  // namespace baton::inline v0
