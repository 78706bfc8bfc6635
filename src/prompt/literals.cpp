#include "prompt/literals.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include <baton/core/text.hpp>

#include "prompt/unicode.hpp"

namespace baton::inline v0::jinja {
namespace {

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return 99;
}

bool is_digit(char c, int base) { return digit_value(c) < base; }

/// The end of `\d(_?\d)*` from `at`, or `at` when there is no digit.
std::size_t digits_end(std::string_view text, std::size_t at, int base) {
  if (at >= text.size() || !is_digit(text[at], base)) return at;
  ++at;
  for (;;) {
    const std::size_t next = at < text.size() && text[at] == '_' ? at + 1 : at;
    if (next >= text.size() || !is_digit(text[next], base)) return at;
    at = next + 1;
  }
}

int prefix_base(std::string_view text) {
  if (text.size() < 2 || text[0] != '0') return 0;
  switch (text[1]) {
    case 'b':
    case 'B':
      return 2;
    case 'o':
    case 'O':
      return 8;
    case 'x':
    case 'X':
      return 16;
    default:
      return 0;
  }
}

std::size_t real_end(std::string_view text) {
  const std::size_t whole = digits_end(text, 0, 10);
  std::size_t end = whole;
  if (end < text.size() && text[end] == '.') {
    const std::size_t fraction = digits_end(text, end + 1, 10);
    if (fraction > end + 1) end = fraction;
  }
  if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
    std::size_t power = end + 1;
    if (power < text.size() && (text[power] == '+' || text[power] == '-')) ++power;
    const std::size_t behind = digits_end(text, power, 10);
    if (behind > power) return behind;
  }
  return end > whole ? end : 0;
}

std::size_t integer_end(std::string_view text) {
  if (const int base = prefix_base(text); base != 0) {
    const std::size_t begin = text.size() > 2 && text[2] == '_' ? 3 : 2;
    const std::size_t end = digits_end(text, begin, base);
    if (end > begin) return end;
  }
  return digits_end(text, 0, text[0] == '0' ? 1 : 10);
}

std::string without_underscores(std::string_view text) {
  std::string out(text);
  out.erase(std::remove(out.begin(), out.end(), '_'), out.end());
  return out;
}

std::optional<std::int64_t> parse_digits(std::string_view digits, bool negative, int base) {
  const std::string text = (negative ? "-" : "") + without_underscores(digits);
  std::int64_t out = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), out, base);
  if (result.ec == std::errc::result_out_of_range) {
    throw ValueError("the integer " + text.substr(0, 40) + " does not fit in 64 bits",
                     ErrorCode::limit_exceeded);
  }
  return out;
}

bool fits_base(std::string_view text, int& base, std::size_t& begin) {
  const int prefix = prefix_base(text);
  if (prefix != 0 && (base == prefix || base == 0)) {
    base = prefix;
    begin = text.size() > 2 && text[2] == '_' ? 3 : 2;
  } else if (base == 0) {
    base = 10;
    if (!text.empty() && text[0] == '0')
      return text.find_first_not_of("0_") == std::string_view::npos;
  }
  return true;
}

bool append_hex_escape(std::string& out, std::string_view body, std::size_t& at,
                       std::size_t digits) {
  if (at + digits > body.size()) return false;
  char32_t code = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (!is_digit(body[at + i], 16)) return false;
    code = code * 16 + static_cast<char32_t>(digit_value(body[at + i]));
  }
  if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return false;
  append_utf8(out, code);
  at += digits;
  return true;
}

void append_octal(std::string& out, std::string_view body, std::size_t& at) {
  char32_t code = 0;
  for (int i = 0; i < 3 && at < body.size() && is_digit(body[at], 8); ++i, ++at) {
    code = code * 8 + static_cast<char32_t>(digit_value(body[at]));
  }
  append_utf8(out, code);
}

/// One escape; `at` is behind the backslash.
bool append_escape(std::string& out, std::string_view body, std::size_t& at) {
  static constexpr std::string_view letters = "\\'\"abfnrtv";
  static constexpr std::string_view meanings = "\\'\"\a\b\f\n\r\t\v";
  const char c = body[at];
  if (const auto place = letters.find(c); place != std::string_view::npos) {
    out += meanings[place];
    ++at;
    return true;
  }
  if (c == '\n') return ++at, true;
  if (is_digit(c, 8)) return append_octal(out, body, at), true;
  if (c == 'N' || static_cast<unsigned char>(c) >= 0x80) return false;
  if (c == 'x') return append_hex_escape(out, body, ++at, 2);
  if (c == 'u') return append_hex_escape(out, body, ++at, 4);
  if (c == 'U') return append_hex_escape(out, body, ++at, 8);
  out += '\\';
  return true;
}

}  // namespace

NumberLiteral scan_number(std::string_view text, bool after_dot) {
  const std::size_t real = after_dot ? 0 : real_end(text);
  const std::size_t size = real != 0 ? real : integer_end(text);
  return {size, without_underscores(text.substr(0, size)), real != 0};
}

Value number_value(const std::string& digits, bool is_real) {
  if (is_real) return Value::number(read_float(digits).value_or(0.0));
  return Value::integer(read_integer(digits, 0).value_or(0));
}

std::optional<std::int64_t> read_integer(std::string_view text, int base) {
  text = strip_left(strip_right(text));
  const bool negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  std::size_t begin = 0;
  if (!fits_base(text, base, begin)) return std::nullopt;
  const std::size_t end = digits_end(text, begin, base);
  if (end == begin || end != text.size()) return std::nullopt;
  return parse_digits(text.substr(begin), negative, base);
}

std::optional<double> read_float(std::string_view text) {
  text = strip_left(strip_right(text));
  const bool negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  const double sign = negative ? -1.0 : 1.0;
  const std::string word = lower(text);
  if (word == "inf" || word == "infinity") return sign * std::numeric_limits<double>::infinity();
  if (word == "nan") throw ValueError("\"nan\" is not a number that templates compute with");
  // Python allows ".5" and "5.", which the literals of the language do not.
  std::string digits(text.starts_with('.') ? "0" : "");
  digits += text;
  if (text.starts_with('.') && (text.size() < 2 || !is_digit(text[1], 10))) return std::nullopt;
  if (const auto dot = digits.find('.'); dot != std::string::npos) {
    if (dot + 1 == digits.size() || digits[dot + 1] == 'e' || digits[dot + 1] == 'E')
      digits.insert(dot + 1, "0");
  }
  const std::size_t end = std::max(real_end(digits), digits_end(digits, 0, 10));
  if (end == 0 || end != digits.size()) return std::nullopt;
  const std::string plain = without_underscores(digits);
  double out = 0.0;
  const auto result = std::from_chars(plain.data(), plain.data() + plain.size(), out);
  if (result.ec == std::errc::result_out_of_range) out = std::strtod(plain.c_str(), nullptr);
  return sign * out;
}

std::optional<std::string> unescape(std::string_view body) {
  std::string out;
  for (std::size_t at = 0; at < body.size();) {
    if (body[at] != '\\') {
      out += body[at++];
    } else if (++at >= body.size() || !append_escape(out, body, at)) {
      return std::nullopt;
    }
  }
  return out;
}

}  // namespace baton::inline v0::jinja
