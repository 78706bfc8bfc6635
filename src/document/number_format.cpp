#include "document/number_format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace baton::inline v0::detail {
namespace {

/// Calls `take(char, literal)` for each character of a format code; what is quoted, escaped or in
/// brackets is a literal, a filler or left out.
template <class Take>
void scan(std::string_view code, Take take) {
  for (std::size_t at = 0; at < code.size(); ++at) {
    const char c = code[at];
    if (c == '"') {
      for (++at; at < code.size() && code[at] != '"'; ++at) take(code[at], true);
    } else if (c == '\\' && at + 1 < code.size()) {
      take(code[++at], true);
    } else if ((c == '_' || c == '*') && at + 1 < code.size()) {
      // A whole code point.
      for (++at; at + 1 < code.size() && (static_cast<unsigned char>(code[at + 1]) & 0xC0) == 0x80;) ++at;
      if (c == '_') take(' ', true);
    } else if (c == '[') {
      const std::size_t end = std::min(code.find(']', at), code.size());
      const std::string_view inside = code.substr(at + 1, end - at - 1);
      if (inside == "h" || inside == "hh" || inside == "m" || inside == "mm" || inside == "s" || inside == "ss") {
        take(inside[0] == 'h' ? 'H' : inside[0] == 'm' ? 'N' : 'S', false);  // elapsed
      } else if (inside.starts_with('$')) {
        for (const char symbol : inside.substr(1, inside.find('-') - 1)) take(symbol, true);
      }
      at = end;
    } else {
      take(c, false);
    }
  }
}

std::vector<std::string_view> sections(std::string_view code) {
  std::vector<std::string_view> out;
  bool quoted = false;
  std::size_t from = 0;
  for (std::size_t at = 0; at < code.size(); ++at) {
    if (code[at] == '"') quoted = !quoted;
    if (code[at] == '\\') {
      ++at;
    } else if (code[at] == ';' && !quoted) {
      out.push_back(code.substr(from, at - from));
      from = at + 1;
    }
  }
  out.push_back(code.substr(from));
  return out;
}

std::string general(double value) {
  std::array<char, 64> buffer;
  const double magnitude = std::abs(value);
  const auto form = magnitude != 0 && (magnitude >= 1e15 || magnitude < 1e-9) ? std::chars_format::scientific
                                                                            : std::chars_format::general;
  // Spreadsheets keep fifteen digits: 0.1 + 0.2 is shown as 0.3.
  const auto end = form == std::chars_format::general
                       ? std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, form, 15).ptr
                       : std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, form).ptr;
  return {buffer.data(), end};
}

struct NumberShape {
  std::size_t decimals = 0;
  std::size_t required = 0;  ///< decimals that are shown even when zero
  std::size_t least = 0;     ///< digits before the point
  bool thousands = false;
  bool percent = false;
  bool exponent = false;
  bool digits = false;
  std::string before;
  std::string behind;
};

NumberShape shape_of(std::string_view code) {
  NumberShape shape;
  bool point = false;
  bool exponent_digits = false;
  scan(code, [&](char c, bool literal) {
    const bool digit = !literal && (c == '0' || c == '#' || c == '?');
    if (digit && exponent_digits) return;
    if (digit) {
      shape.digits = true;
      if (point) ++shape.decimals;
      if (point && c == '0') shape.required = shape.decimals;
      if (!point && c == '0') ++shape.least;
    } else if (!literal && c == '.') {
      point = true;
    } else if (!literal && c == ',') {
      shape.thousands = true;
    } else if (!literal && (c == 'E' || c == 'e')) {
      shape.exponent = exponent_digits = true;
    } else if (!literal && exponent_digits && (c == '+' || c == '-')) {
      return;
    } else {
      if (!literal && c == '%') shape.percent = true;
      (shape.digits ? shape.behind : shape.before) += c;
    }
  });
  return shape;
}

std::string grouped(std::string_view digits) {
  std::string out;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    if (at != 0 && (digits.size() - at) % 3 == 0) out += ',';
    out += digits[at];
  }
  return out;
}

std::string shaped(double value, const NumberShape& shape) {
  const double magnitude = std::abs(value) * (shape.percent ? 100.0 : 1.0);
  if (magnitude >= 1e18) return general(value);
  std::array<char, 400> buffer;
  const auto form = shape.exponent ? std::chars_format::scientific : std::chars_format::fixed;
  const int precision = static_cast<int>(std::min<std::size_t>(shape.decimals, 30));
  // Half away from zero, as spreadsheets round; the nudge makes up for 1.005 being stored below it.
  const double nudged = magnitude * (1.0 + 1e-15);
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), nudged, form, precision).ptr;
  std::string text(buffer.data(), end);
  if (shape.exponent) return text;
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string whole = text.substr(0, point);
  std::string fraction = text.substr(point);
  while (fraction.size() > shape.required + 1 && fraction.ends_with('0')) fraction.pop_back();
  if (fraction == ".") fraction.clear();
  if (shape.least == 0 && whole == "0" && !fraction.empty()) whole.clear();
  if (whole.size() < shape.least) whole.insert(0, std::min<std::size_t>(shape.least - whole.size(), 30), '0');
  return (shape.thousands ? grouped(whole) : whole) + fraction;
}

std::string two(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

/// A moment in the pieces that format codes name.
struct Moment {
  std::chrono::year_month_day day;
  unsigned weekday = 0;
  std::int64_t seconds = 0;  ///< of the day
  std::int64_t elapsed = 0;  ///< seconds since the origin
};

Moment moment_of(double serial, bool from_1904) {
  const auto seconds = static_cast<std::int64_t>(std::llround(serial * 86400.0));
  std::int64_t days = seconds / 86400;
  Moment moment;
  moment.elapsed = seconds;
  moment.seconds = seconds % 86400;
  // Excel counts a 29 February 1900 that never was; days before it are off by one.
  if (!from_1904 && days > 0 && days < 60) ++days;
  const auto origin = from_1904 ? std::chrono::sys_days(std::chrono::year(1904) / 1 / 1)
                                : std::chrono::sys_days(std::chrono::year(1899) / 12 / 30);
  const std::chrono::sys_days day = origin + std::chrono::days(days);
  moment.day = day;
  moment.weekday = std::chrono::weekday(day).c_encoding();
  return moment;
}

constexpr std::array<std::string_view, 12> month_names = {
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> day_names = {"Sunday", "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};

std::string month_text(const Moment& moment, std::size_t length) {
  const unsigned month = static_cast<unsigned>(moment.day.month());
  if (length == 1) return std::to_string(month);
  if (length == 2) return two(month);
  const std::string_view name = month_names[month - 1];
  return std::string(length == 3 ? name.substr(0, 3) : length == 5 ? name.substr(0, 1) : name);
}

std::string day_text(const Moment& moment, std::size_t length) {
  const unsigned day = static_cast<unsigned>(moment.day.day());
  if (length == 1) return std::to_string(day);
  if (length == 2) return two(day);
  const std::string_view name = day_names[moment.weekday];
  return std::string(length == 3 ? name.substr(0, 3) : name);
}

std::string padded(std::int64_t number, std::size_t length) {
  return length >= 2 ? two(number) : std::to_string(number);
}

struct Token {
  char kind;  ///< a letter of the code in lower case, or 0 for a literal; 'H', 'N', 'S' elapsed
  std::string text;
};

std::vector<Token> date_tokens(std::string_view code) {
  std::vector<Token> tokens;
  scan(code, [&](char c, bool literal) {
    const char small = c >= 'A' && c <= 'Z' && c != 'N' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool letter = !literal && std::string_view("ymdhs").find(small) != std::string_view::npos;
    const bool elapsed = !literal && (c == 'H' || c == 'N' || c == 'S') && code.find('[') != std::string_view::npos;
    const char kind = elapsed ? c : letter ? small : '\0';
    if (!tokens.empty() && tokens.back().kind == kind) {
      tokens.back().text += c;
    } else {
      tokens.push_back({kind, std::string(1, c)});
    }
  });
  return tokens;
}

/// "m" means minutes behind hours and before seconds.
bool is_minutes(const std::vector<Token>& tokens, std::size_t at) {
  for (std::size_t before = at; before-- > 0;) {
    if (tokens[before].kind == 0) continue;
    if (tokens[before].kind == 'h' || tokens[before].kind == 'H') return true;
    break;
  }
  for (std::size_t after = at + 1; after < tokens.size(); ++after) {
    if (tokens[after].kind != 0) return tokens[after].kind == 's';
  }
  return false;
}

std::string format_date(const Moment& moment, std::string_view code, bool half_days) {
  const std::vector<Token> tokens = date_tokens(code);
  std::string out;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const auto& [kind, text] = tokens[at];
    const std::int64_t hour = moment.seconds / 3600;
    const std::int64_t shown_hour = half_days ? (hour + 11) % 12 + 1 : hour;
    switch (kind) {
      case 'y': {
        const int year = static_cast<int>(moment.day.year());
        out += text.size() <= 2 ? two(year % 100) : std::to_string(year);
        break;
      }
      case 'm':
        out += is_minutes(tokens, at) ? padded(moment.seconds / 60 % 60, text.size()) : month_text(moment, text.size());
        break;
      case 'd': out += day_text(moment, text.size()); break;
      case 'h': out += padded(shown_hour, text.size()); break;
      case 's': out += padded(moment.seconds % 60, text.size()); break;
      case 'H': out += std::to_string(moment.elapsed / 3600); break;
      case 'N': out += std::to_string(moment.elapsed / 60); break;
      case 'S': out += std::to_string(moment.elapsed); break;
      default: out += text;
    }
  }
  return out;
}

/// "AM/PM" is made a literal before the letters are looked at.
std::string with_half_days(std::string_view code, bool afternoon) {
  std::string out(code);
  for (const std::string_view mark : {"AM/PM", "am/pm"}) {
    if (const std::size_t at = out.find(mark); at != std::string::npos)
      out.replace(at, mark.size(), afternoon ? "\"PM\"" : "\"AM\"");
  }
  return out;
}

}  // namespace

bool is_date_format(std::string_view code) {
  bool date = false;
  bool text = false;
  const std::string_view first = sections(code).front();
  if (first == "General") return false;
  scan(first, [&](char c, bool literal) {
    if (literal) return;
    if (std::string_view("yYmMdDhHsSN").find(c) != std::string_view::npos) date = true;
    if (c == '0' || c == '#' || c == '@') text = text || !date;
  });
  return date && !text;
}

std::string format_number(double value, std::string_view code, bool from_1904) {
  if (!std::isfinite(value)) return {};
  if (is_date_format(code)) {
    if (value < 0 || value >= 2958466) return general(value);
    const Moment moment = moment_of(value, from_1904);
    const std::string_view first = sections(code).front();
    const std::string halved = with_half_days(first, moment.seconds >= 43200);
    return format_date(moment, halved, halved != first);
  }
  const auto parts = sections(code);
  const bool own_negative = value < 0 && parts.size() > 1;
  const std::string_view part = own_negative ? parts[1] : value == 0 && parts.size() > 2 ? parts[2] : parts[0];
  if (part.find("General") != std::string_view::npos || part.find('@') != std::string_view::npos || part.empty())
    return general(value);
  const NumberShape shape = shape_of(part);
  if (!shape.digits) return shape.before;
  if (shape.behind.find('/') != std::string::npos) return general(value);
  return shape.before + (value < 0 && !own_negative ? "-" : "") + shaped(value, shape) + shape.behind;
}

std::string_view builtin_format(unsigned id) {
  constexpr std::array<std::pair<unsigned, std::string_view>, 27> formats = {{
      {1, "0"}, {2, "0.00"}, {3, "#,##0"}, {4, "#,##0.00"}, {9, "0%"}, {10, "0.00%"}, {11, "0.00E+00"},
      {12, "# ?/?"}, {13, "# ?""?/?""?"}, {14, "yyyy-mm-dd"}, {15, "d-mmm-yy"}, {16, "d-mmm"}, {17, "mmm-yy"},
      {18, "h:mm AM/PM"}, {19, "h:mm:ss AM/PM"}, {20, "h:mm"}, {21, "h:mm:ss"}, {22, "yyyy-mm-dd h:mm"},
      {37, "#,##0;(#,##0)"}, {38, "#,##0;(#,##0)"}, {39, "#,##0.00;(#,##0.00)"}, {40, "#,##0.00;(#,##0.00)"},
      {45, "mm:ss"}, {46, "[h]:mm:ss"}, {47, "mm:ss"}, {48, "##0.0E+0"}, {49, "@"}}};
  for (const auto& [number, code] : formats) {
    if (number == id) return code;
  }
  return "General";
}

}  // namespace baton::inline v0::detail
