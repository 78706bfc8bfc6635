#include "document/rtf_charset.hpp"

#include <array>
#include <utility>

namespace baton::inline v0::detail {
namespace {

using Numbered = std::pair<int, std::string_view>;

constexpr std::array<Numbered, 12> code_pages = {{{874, "tis-620"}, {932, "shift_jis"}, {936, "gb18030"}, {949, "euc-kr"}, {950, "big5"},
    {1250, "windows-1250"}, {1251, "windows-1251"}, {1253, "windows-1253"}, {1254, "windows-1254"}, {1255, "windows-1255"}, {1256, "windows-1256"}, {1257, "windows-1257"}}};

/// \fcharset, RTF 1.9.1, "Font Table".
constexpr std::array<std::pair<int, int>, 14> fonts = {{{0, 1252}, {128, 932}, {129, 949}, {130, 949}, {134, 936}, {136, 950},
    {161, 1253}, {162, 1254}, {177, 1255}, {178, 1256}, {186, 1257}, {204, 1251}, {222, 874}, {238, 1250}}};
constexpr int symbol_font = 2;

}  // namespace

std::string_view charset_of_code_page(int code_page) {
  for (const auto& [number, name] : code_pages) {
    if (number == code_page) return name;
  }
  return "windows-1252";
}

std::string_view charset_of_font(int number, std::string_view otherwise) {
  if (number == symbol_font) return {};
  for (const auto& [font, code_page] : fonts) {
    if (font == number) return charset_of_code_page(code_page);
  }
  return otherwise;
}

}  // namespace baton::inline v0::detail
