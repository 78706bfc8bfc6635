#include "token/lower_case.hpp"

#include <algorithm>
#include <iterator>

#include <baton/core/text.hpp>

#include "token/character.hpp"
#include "token/text_tables.hpp"

namespace baton::inline v0::token {
namespace {

constexpr char32_t dotted_capital_i = 0x130;

char32_t lower_code(char32_t code) {
  const auto* found = std::ranges::upper_bound(lower_ranges, code, {}, &LowerRange::first);
  if (found == std::begin(lower_ranges)) return code;
  --found;
  if (code > found->last || (code - found->first) % found->stride != 0) return code;
  return static_cast<char32_t>(static_cast<std::int64_t>(code) + found->delta);
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    const auto code = decode_code(at, end);
    if (code.value < 0x80 || code.value == invalid_code) {
      out += *at >= 'A' && *at <= 'Z' ? static_cast<char>(*at | 0x20) : *at;
    } else if (code.value == dotted_capital_i) {
      out += "i\u0307";
    } else {
      append_utf8(out, lower_code(code.value));
    }
    at += code.size;
  }
  return out;
}

}  // namespace baton::inline v0::token
