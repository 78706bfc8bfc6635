#pragma once

#include <cstddef>
#include <string_view>

#include <baton/core/text.hpp>

namespace baton::inline v0::detail {

/// What `next_code_point` gives for a byte that is no UTF-8.
inline constexpr char32_t no_code_point = 0xFFFFFFFF;

/// The code point at `at`, which is moved behind it.
inline char32_t next_code_point(std::string_view text, std::size_t& at) noexcept {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80U) return static_cast<char32_t>(text[at++]);
  const std::size_t size = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : 2;
  const std::string_view bytes = text.substr(at, size);
  if (bytes.size() < size || utf8_valid_prefix(bytes) != size) {
    ++at;
    return no_code_point;
  }
  char32_t code = lead & (0x7FU >> size);
  for (const char c : bytes.substr(1)) code = code << 6U | (static_cast<unsigned char>(c) & 0x3FU);
  at += size;
  return code;
}

}  // namespace baton::inline v0::detail
