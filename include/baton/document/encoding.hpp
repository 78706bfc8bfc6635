#pragma once

#include <string>
#include <string_view>

#include <baton/core/export.hpp>
#include <baton/core/result.hpp>

namespace baton::inline v0 {

/// A text as UTF-8, and what it was.
struct DecodedText {
  std::string text;
  std::string encoding;   ///< "utf-8", "utf-16le", "windows-1252", "shift_jis", …
  bool replaced = false;  ///< some bytes could not be decoded and became U+FFFD
};

/// Finds out the encoding of `bytes` and converts them to UTF-8. Line ends are kept as they are.
///
/// In this order: a byte order mark; UTF-16 by the places of the zero bytes; UTF-8, if all is
/// well-formed; UTF-8 with a few broken places, which become U+FFFD; the `declared` encoding (of an
/// HTML page, say) if it is one of those known here and fits; what the uchardet library guesses
/// from the frequencies of letters, if it fits; windows-1252, which takes every byte. Guessing is
/// right for about nine of ten texts of 60 characters, and nearly always from 200 on.
///
/// Bytes with a NUL or with many control characters are no text: `unsupported`. Thread-safe.
[[nodiscard]] BATON_EXPORT Result<DecodedText> decode_text(std::string_view bytes,
                                                           std::string_view declared = {});

}  // namespace baton::inline v0
