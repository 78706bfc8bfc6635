#include "prompt/unicode.hpp"

#include <algorithm>
#include <iterator>

#include <baton/core/text.hpp>

#include "prompt/unicode_tables.hpp"

namespace baton::inline v0::jinja {
namespace {

template <std::size_t N>
bool in_ranges(const CodeRange (&ranges)[N], char32_t c) noexcept {
  const auto* after =
      std::upper_bound(std::begin(ranges), std::end(ranges), c,
                       [](char32_t value, const CodeRange& r) { return value < r.first; });
  return after != std::begin(ranges) && c <= std::prev(after)->last;
}

template <std::size_t N>
const CaseExpansion* find_expansion(const CaseExpansion (&table)[N], char32_t c) noexcept {
  const auto* found =
      std::lower_bound(std::begin(table), std::end(table), c,
                       [](const CaseExpansion& e, char32_t value) { return e.code < value; });
  return found != std::end(table) && found->code == c ? found : nullptr;
}

template <std::size_t N>
char32_t shift(const CaseRange (&table)[N], char32_t c) noexcept {
  const auto* after =
      std::upper_bound(std::begin(table), std::end(table), c,
                       [](char32_t value, const CaseRange& r) { return value < r.first; });
  // Strided ranges of alternating case may overlap their neighbours, so look back a little.
  for (int back = 0; back < 4 && after != std::begin(table); ++back) {
    --after;
    if (c <= after->last && (c - after->first) % after->stride == 0) {
      return static_cast<char32_t>(static_cast<std::int64_t>(c) + after->delta);
    }
  }
  return c;
}

void append_expansion(std::string& out, const CaseExpansion& expansion) {
  for (const char32_t c : expansion.to) {
    if (c != 0) append_utf8(out, c);
  }
}

void append_upper(std::string& out, char32_t c) {
  if (c < 128) {
    out += static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  } else if (const auto* expansion = find_expansion(to_upper_expanded, c)) {
    append_expansion(out, *expansion);
  } else {
    append_utf8(out, shift(to_upper, c));
  }
}

void append_lower(std::string& out, char32_t c) {
  if (c < 128) {
    out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  } else if (const auto* expansion = find_expansion(to_lower_expanded, c)) {
    append_expansion(out, *expansion);
  } else {
    append_utf8(out, shift(to_lower, c));
  }
}

bool is_line_break(char32_t c) noexcept {
  return (c >= 0x0A && c <= 0x0D) || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 ||
         c == 0x2029;
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) noexcept {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(0x80);
  };
  const char32_t lead = byte(at);
  const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t c = size == 1 ? lead : lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) c = (c << 6U) | (byte(at + i) & 0x3FU);
  at = std::min(at + size, text.size());
  return c;
}

std::size_t count_code_points(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::size_t offset_of(std::string_view text, std::size_t index) noexcept {
  std::size_t at = 0;
  for (; index > 0 && at < text.size(); --index) (void)next_code_point(text, at);
  return at;
}

std::vector<std::string> characters(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    (void)next_code_point(text, at);
    out.emplace_back(text.substr(begin, at - begin));
  }
  return out;
}

bool is_space(char32_t c) noexcept {
  return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 ||
         c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

bool is_alphanumeric(char32_t c) noexcept { return in_ranges(alphanumeric, c); }
bool is_printable(char32_t c) noexcept { return !in_ranges(unprintable, c); }

std::string upper(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) append_upper(out, next_code_point(text, at));
  return out;
}

std::string lower(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) append_lower(out, next_code_point(text, at));
  return out;
}

std::string capitalize(std::string_view text) {
  std::string out;
  if (text.empty()) return out;
  std::size_t at = 0;
  const char32_t first = next_code_point(text, at);
  if (const auto* expansion = find_expansion(to_title, first)) {
    append_expansion(out, *expansion);
  } else {
    append_upper(out, first);
  }
  return out + lower(text.substr(at));
}

std::string_view strip_left(std::string_view text) noexcept {
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t next = at;
    if (!is_space(next_code_point(text, next))) break;
    at = next;
  }
  return text.substr(at);
}

std::string_view strip_right(std::string_view text) noexcept {
  while (!text.empty()) {
    const std::size_t last = utf8_floor(text, text.size() - 1);
    std::size_t at = last;
    if (!is_space(next_code_point(text, at))) break;
    text = text.substr(0, last);
  }
  return text;
}

std::string_view strip_set(std::string_view text, std::string_view set) {
  std::vector<char32_t> codes;
  for (std::size_t at = 0; at < set.size();) codes.push_back(next_code_point(set, at));
  const auto strips = [&](std::size_t at) {
    return std::find(codes.begin(), codes.end(), next_code_point(text, at)) != codes.end();
  };
  while (!text.empty() && strips(0)) text = text.substr(offset_of(text, 1));
  while (!text.empty()) {
    const std::size_t last = utf8_floor(text, text.size() - 1);
    if (!strips(last)) break;
    text = text.substr(0, last);
  }
  return text;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t here = at;
    const char32_t c = next_code_point(text, at);
    if (!is_line_break(c)) continue;
    if (c == '\r' && at < text.size() && text[at] == '\n') ++at;
    lines.push_back(text.substr(begin, here - begin));
    begin = at;
  }
  if (begin < text.size()) lines.push_back(text.substr(begin));
  return lines;
}

std::string normalize_newlines(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
    } else {
      out += '\n';
      if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
    }
  }
  return out;
}

}  // namespace baton::inline v0::jinja
