#include "token/byte_alphabet.hpp"

#include <array>

#include "token/character.hpp"

namespace baton::inline v0::token {
namespace {

constexpr bool stands_for_itself(unsigned byte) { return (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174; }

// From a code point below 324 to its byte, or -1.
constexpr auto byte_of_code = [] {
  std::array<int, 324> bytes{};
  bytes.fill(-1);
  unsigned next = 256;
  for (unsigned byte = 0; byte < 256; ++byte) bytes[stands_for_itself(byte) ? byte : next++] = static_cast<int>(byte);
  return bytes;
}();

}  // namespace

std::optional<std::string> from_byte_alphabet(std::string_view text) {
  std::string bytes;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    const auto code = decode_code(at, end);
    if (code.value >= byte_of_code.size() || byte_of_code[code.value] < 0) return std::nullopt;
    bytes += static_cast<char>(byte_of_code[code.value]);
    at += code.size;
  }
  return bytes;
}

}  // namespace baton::inline v0::token
