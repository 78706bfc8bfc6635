#include "document/transcode.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <utility>

#include <iconv.h>

#include <baton/core/text.hpp>

#include "core/ascii.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr char32_t replacement = 0xFFFD;

/// The unit of `size` bytes at `at`.
char32_t unit_at(std::string_view bytes, std::size_t at, std::size_t size, ByteOrder order) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t from = order == ByteOrder::big ? at + i : at + size - 1 - i;
    value = (value << 8U) | static_cast<unsigned char>(bytes[from]);
  }
  return value;
}

bool is_high(char32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low(char32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

/// windows-1252 from 0x80 to 0x9F, by the WHATWG encoding standard; the rest is Latin-1.
constexpr std::array<char16_t, 32> windows_1252 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

/// What is called by another name, in pages and by uchardet, and by which iconv knows it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> aliases = {{
    {"ascii", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"latin-1", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"cp1251", "windows-1251"},
    {"x-sjis", "shift_jis"},
    {"sjis", "shift_jis"},
    {"shift-jis", "shift_jis"},
    {"gb2312", "gb18030"},
    {"gbk", "gb18030"},
    {"big5-hkscs", "big5"},
    {"uhc", "euc-kr"},
    {"ks_c_5601-1987", "euc-kr"},
    {"iso-8859-9", "windows-1254"},
}};

constexpr std::array<std::string_view, 28> charsets = {
    "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1255",
    "windows-1256", "windows-1257", "windows-1258", "iso-8859-2",   "iso-8859-3",   "iso-8859-4",
    "iso-8859-5",   "iso-8859-6",   "iso-8859-7",   "iso-8859-8",   "iso-8859-10",  "iso-8859-13",
    "iso-8859-15",  "iso-8859-16",  "koi8-r",       "koi8-u",       "tis-620",      "shift_jis",
    "euc-jp",       "euc-kr",       "gb18030",      "big5"};

/// Where the system's table is narrower than what is found under the name.
const char* iconv_name(std::string_view charset) {
  if (charset == "euc-kr") return "cp949";
  if (charset == "shift_jis") return "cp932";
  return charset.data();  // from `charsets`: zero-terminated
}

class Converter {
 public:
  explicit Converter(const char* from) : handle_(::iconv_open("UTF-8", from)) {}
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  ~Converter() {
    if (open()) ::iconv_close(handle_);
  }
  // iconv says "no" with a pointer of value -1.
  [[nodiscard]] bool open() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  std::optional<std::string> run(std::string_view bytes) {
    std::string out(bytes.size() + bytes.size() / 2 + 16, '\0');
    char* in = const_cast<char*>(bytes.data());  // iconv's signature; it does not write
    std::size_t left = bytes.size();
    std::size_t made = 0;
    while (left > 0) {
      char* to = out.data() + made;
      std::size_t room = out.size() - made;
      const std::size_t done = ::iconv(handle_, &in, &left, &to, &room);
      made = out.size() - room;
      if (done == static_cast<std::size_t>(-1) && errno != E2BIG) return std::nullopt;
      if (left > 0) out.resize(out.size() * 2);
    }
    out.resize(made);
    return out;
  }

 private:
  iconv_t handle_;
};

}  // namespace

std::string from_utf16(std::string_view bytes, ByteOrder order, bool& replaced) {
  std::string out;
  out.reserve(bytes.size());
  std::size_t at = 0;
  while (at + 2 <= bytes.size()) {
    char32_t unit = unit_at(bytes, at, 2, order);
    at += 2;
    const char32_t next = at + 2 <= bytes.size() ? unit_at(bytes, at, 2, order) : 0;
    if (is_high(unit) && is_low(next)) {
      unit = 0x10000 + ((unit - 0xD800) << 10U) + (next - 0xDC00);
      at += 2;
    } else if (is_high(unit) || is_low(unit)) {
      unit = replacement;
      replaced = true;
    }
    append_utf8(out, unit);
  }
  if (at < bytes.size()) {
    append_utf8(out, replacement);
    replaced = true;
  }
  return out;
}

std::string from_utf32(std::string_view bytes, ByteOrder order, bool& replaced) {
  std::string out;
  out.reserve(bytes.size() / 2);
  for (std::size_t at = 0; at < bytes.size(); at += 4) {
    const char32_t unit = at + 4 <= bytes.size() ? unit_at(bytes, at, 4, order) : replacement;
    const bool valid =
        at + 4 <= bytes.size() && unit <= 0x10FFFF && !is_high(unit) && !is_low(unit);
    append_utf8(out, valid ? unit : replacement);
    replaced = replaced || !valid;
  }
  return out;
}

std::string from_windows_1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    append_utf8(out, byte >= 0x80 && byte <= 0x9F ? windows_1252[byte - 0x80U] : byte);
  }
  return out;
}

std::string_view known_charset(std::string_view name) {
  const std::string lower = ascii::lower(name);
  for (const auto& [alias, meant] : aliases) {
    if (lower == alias) return meant;
  }
  const auto* const found = std::find(charsets.begin(), charsets.end(), lower);
  return found == charsets.end() ? std::string_view() : *found;
}

std::optional<std::string> from_charset(std::string_view bytes, std::string_view charset) {
  if (charset == "windows-1252") return from_windows_1252(bytes);
  Converter converter(iconv_name(charset));
  return converter.open() ? converter.run(bytes) : std::nullopt;
}

}  // namespace baton::inline v0::detail
