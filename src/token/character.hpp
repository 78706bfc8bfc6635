#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "token/code_table.hpp"

namespace baton::inline v0::token {

/// What the regular expressions of tokenizers tell apart, as bits, so that a test for several is one.
enum Class : std::uint8_t {
  other = 1,
  upper = 2,    ///< Lu, Lt
  lower = 4,    ///< Ll
  caseless = 8,  ///< Lm, Lo
  mark = 16,    ///< M
  number = 32,  ///< N
  space = 64,   ///< White_Space, line ends too
  line_end = 128,  ///< CR, LF; these are `space` as well
};
inline constexpr unsigned letter = upper | lower | caseless;

/// A decoded code point. Bytes that are no UTF-8 are `other`, one at a time.
struct Character {
  unsigned classes = 0;  ///< 0: the end of the text
  std::uint32_t size = 0;
};

/// The classes of Unicode 16, in two stages.
class ClassTable {
 public:
  static const ClassTable& get();
  [[nodiscard]] unsigned of(char32_t code) const noexcept { return table_.of(code); }
  [[nodiscard]] unsigned of_ascii(unsigned char byte) const noexcept { return table_.of_ascii(byte); }

 private:
  ClassTable();
  CodeTable table_;
};

/// A code point and the bytes it took; a byte that is no UTF-8 is `invalid_code` of size 1.
struct CodePoint {
  char32_t value = 0;
  std::uint32_t size = 1;
};
inline constexpr char32_t invalid_code = 0xFFFFFFFF;

/// Precondition: `at < end`.
[[nodiscard]] inline CodePoint decode_code(const char* at, const char* end) noexcept {
  const auto byte = [at](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(at[i])); };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const char32_t lead = byte(0);
  const auto left = static_cast<std::size_t>(end - at);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xE0) {
    if (lead < 0xC2 || left < 2 || !continues(1)) return {invalid_code, 1};
    return {((lead & 0x1FU) << 6U) | (byte(1) & 0x3FU), 2};
  }
  if (lead < 0xF0) {
    if (left < 3 || !continues(1) || !continues(2)) return {invalid_code, 1};
    const char32_t code = ((lead & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
    return code < 0x800 || (code >> 11U) == 0x1B ? CodePoint{invalid_code, 1} : CodePoint{code, 3};
  }
  if (left < 4 || !continues(1) || !continues(2) || !continues(3)) return {invalid_code, 1};
  const char32_t code = ((lead & 0x07U) << 18U) | ((byte(1) & 0x3FU) << 12U) | ((byte(2) & 0x3FU) << 6U) | (byte(3) & 0x3FU);
  return lead > 0xF4 || code < 0x10000 || code > 0x10FFFF ? CodePoint{invalid_code, 1} : CodePoint{code, 4};
}

}  // namespace baton::inline v0::token
