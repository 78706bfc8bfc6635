#include <array>
#include <cstring>

#include <baton/core/text.hpp>

#include "provider/openai/openai_delta_scanner.hpp"

// The lexical half of the scanner: strings, numbers and values that are passed over.

namespace baton::inline v0::detail {
namespace {

constexpr int deepest = 8;
constexpr std::size_t longest_number = 15;

enum class Byte : std::uint8_t { plain, wide, special };

constexpr std::array<Byte, 256> byte_kinds = [] {
  std::array<Byte, 256> kinds{};
  for (std::size_t c = 0; c < 256; ++c) {
    kinds[c] = c < 0x20 || c == '"' || c == '\\' ? Byte::special : c < 0x80 ? Byte::plain : Byte::wide;
  }
  return kinds;
}();

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

void OpenAiDeltaScanner::space() noexcept {
  while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
}

bool OpenAiDeltaScanner::take(char c) {
  if (at_ == end_ || *at_ != c) return false;
  ++at_;
  return true;
}

bool OpenAiDeltaScanner::literal(std::string_view word) {
  if (static_cast<std::size_t>(end_ - at_) < word.size()) return false;
  if (std::memcmp(at_, word.data(), word.size()) != 0) return false;
  at_ += word.size();
  return true;
}

bool OpenAiDeltaScanner::null_or_empty() { return literal("null") || literal("\"\""); }

bool OpenAiDeltaScanner::zero() {
  return take('0') && at_ != end_ && (*at_ == ',' || *at_ == '}' || *at_ == ' ');
}

bool OpenAiDeltaScanner::plain_string(std::string_view& value) {
  if (!take('"')) return false;
  const char* const from = at_;
  bool wide = false;
  for (; at_ != end_; ++at_) {
    const Byte kind = byte_kinds[static_cast<unsigned char>(*at_)];
    if (kind == Byte::special) break;
    wide |= kind == Byte::wide;
  }
  value = {from, static_cast<std::size_t>(at_ - from)};
  return take('"') && (!wide || is_utf8(value));
}

bool OpenAiDeltaScanner::text(std::string_view& value) {
  const char* const from = at_;
  bool wide = false;
  for (; at_ != end_; ++at_) {
    const Byte kind = byte_kinds[static_cast<unsigned char>(*at_)];
    if (kind == Byte::special) break;
    wide |= kind == Byte::wide;
  }
  if (at_ == end_) return false;
  if (*at_ == '\\') return text_slow(value, from);
  value = {from, static_cast<std::size_t>(at_ - from)};
  return take('"') && (!wide || is_utf8(value));
}

bool OpenAiDeltaScanner::text_slow(std::string_view& value, const char* from) {
  unescaped_.assign(from, at_);
  while (at_ != end_) {
    const char c = *at_++;
    if (c == '"') {
      value = unescaped_;
      return is_utf8(value);
    }
    if (static_cast<unsigned char>(c) < 0x20) return false;
    if (c != '\\') {
      unescaped_ += c;
    } else if (!escape()) {
      return false;
    }
  }
  return false;
}

bool OpenAiDeltaScanner::escape() {
  constexpr std::string_view names = "\"\\/bfnrt";
  constexpr std::string_view values = "\"\\/\b\f\n\r\t";
  if (at_ == end_) return false;
  const char c = *at_++;
  if (const auto place = names.find(c); place != std::string_view::npos) {
    unescaped_ += values[place];
    return true;
  }
  unsigned unit = 0;
  if (c != 'u' || !hex4(unit)) return false;
  if (unit < 0xD800 || unit > 0xDFFF) {
    append_utf8(unescaped_, static_cast<char32_t>(unit));
    return true;
  }
  unsigned low = 0;
  if (unit > 0xDBFF || !literal("\\u") || !hex4(low) || low < 0xDC00 || low > 0xDFFF) return false;
  append_utf8(unescaped_, static_cast<char32_t>(0x10000 + ((unit - 0xD800) << 10U) + (low - 0xDC00)));
  return true;
}

bool OpenAiDeltaScanner::hex4(unsigned& value) {
  if (end_ - at_ < 4) return false;
  value = 0;
  for (int i = 0; i < 4; ++i) {
    const char c = *at_++;
    const int digit = is_digit(c)              ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return false;
    value = value << 4U | static_cast<unsigned>(digit);
  }
  return true;
}

bool OpenAiDeltaScanner::skip_number() {
  const char* const from = at_;
  if (at_ != end_ && *at_ == '-') ++at_;
  const char* const digits = at_;
  while (at_ != end_ && is_digit(*at_)) ++at_;
  if (at_ == digits || (*digits == '0' && at_ - digits > 1)) return false;
  if (at_ != end_ && *at_ == '.') {
    const char* const fraction = ++at_;
    while (at_ != end_ && is_digit(*at_)) ++at_;
    if (at_ == fraction) return false;
  }
  if (at_ != end_ && (*at_ == 'e' || *at_ == 'E')) return false;
  return static_cast<std::size_t>(at_ - from) <= longest_number;
}

bool OpenAiDeltaScanner::skip_value(int depth) {
  if (at_ == end_ || depth > deepest) return false;
  std::string_view ignored;
  switch (*at_) {
    case '"': return plain_string(ignored);
    case 't': return literal("true");
    case 'f': return literal("false");
    case 'n': return literal("null");
    case '{': return skip_container('}', depth + 1);
    case '[': return skip_container(']', depth + 1);
    default: return skip_number();
  }
}

bool OpenAiDeltaScanner::skip_container(char close, int depth) {
  ++at_;
  space();
  if (take(close)) return true;
  for (;;) {
    if (close == '}') {
      std::string_view key;
      if (!plain_string(key)) return false;
      space();
      if (!take(':')) return false;
      space();
    }
    if (!skip_value(depth)) return false;
    space();
    if (take(close)) return true;
    if (!take(',')) return false;
    space();
  }
}

}  // namespace baton::inline v0::detail
