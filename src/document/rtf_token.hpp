#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace baton::inline v0::detail {

/// A piece of an RTF file.
struct RtfToken {
  enum class Kind : std::uint8_t {
    open,    ///< {
    close,   ///< }
    word,    ///< a control word with its number: \par, \u8212
    symbol,  ///< a control symbol: \~
    byte,    ///< one byte of text in the encoding at that place: A, \'e9
    end,
  };
  Kind kind = Kind::end;
  std::string_view word = {};
  int number = 0;
  bool has_number = false;
  char byte = 0;  ///< also the symbol
};

/// Takes an RTF file apart (RTF 1.9.1, "RTF Syntax"). Any bytes are some tokens; binary data (\bin) is passed over.
class RtfLexer {
 public:
  explicit RtfLexer(std::string_view bytes) : bytes_(bytes) {}
  RtfToken next();

 private:
  RtfToken control();
  RtfToken control_word();

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace baton::inline v0::detail
