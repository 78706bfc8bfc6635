#pragma once

#include <string_view>

#include "token/character.hpp"

namespace baton::inline v0::token {

/// Calls `take(code point, its bytes)` for each of a well-formed text.
template <class Take>
void for_each_code(std::string_view text, Take&& take) {
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    const auto code = decode_code(at, end);
    take(code.value == invalid_code ? char32_t{0xFFFD} : code.value, std::string_view(at, code.size));
    at += code.size;
  }
}

[[nodiscard]] inline bool is_white(char32_t code) { return (ClassTable::get().of(code) & space) != 0; }

}  // namespace baton::inline v0::token
