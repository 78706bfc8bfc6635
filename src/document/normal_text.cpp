#include "document/normal_text.hpp"

#include <algorithm>
#include <array>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <baton/core/error.hpp>

#include "document/code_point.hpp"

namespace baton::inline v0::detail {
namespace {

struct CodeRange {
  UChar32 first;
  UChar32 last;
};

/// Ascending. Joiners (U+200C, U+200D) stay: scripts and emoji are written with them.
constexpr std::array<CodeRange, 14> unseen = {{{0x00, 0x08}, {0x0B, 0x0B}, {0x0E, 0x1F}, {0x7F, 0x9F}, {0xAD, 0xAD}, {0x180E, 0x180E}, {0x200B, 0x200B},
                                       {0x200E, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2064}, {0x2066, 0x206F}, {0xFEFF, 0xFEFF},
                                       {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F}}};
constexpr std::array<UChar32, 3> stiff_spaces = {0xA0, 0x2007, 0x202F};

bool is_unseen(UChar32 code) {
  return std::ranges::any_of(unseen, [&](const CodeRange& range) { return code >= range.first && code <= range.last; });
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_printed(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return (c >= ' ' && c < 0x7F) || c == '\t' || c == '\r' || c == '\f'; });
}

const icu::Normalizer2& normalizer_of(NormalForm form) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* const found =
      form == NormalForm::nfc ? icu::Normalizer2::getNFCInstance(status) : icu::Normalizer2::getNFKCInstance(status);
  if (U_FAILURE(status) || found == nullptr) throw Error(ErrorCode::internal, "ICU has no data for normal forms");
  return *found;
}

}  // namespace

std::string normalized(std::string_view line, NormalForm form) {
  if (form == NormalForm::none || is_ascii(line)) return std::string(line);
  const icu::Normalizer2& normalizer = normalizer_of(form);
  UErrorCode status = U_ZERO_ERROR;
  const icu::StringPiece piece(line.data(), static_cast<int32_t>(line.size()));
  if (normalizer.isNormalizedUTF8(piece, status) && U_SUCCESS(status)) return std::string(line);
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  normalizer.normalizeUTF8(0, piece, sink, nullptr, status);
  if (U_FAILURE(status)) throw Error(ErrorCode::internal, std::string("ICU cannot normalize a line: ") + u_errorName(status));
  return out;
}

std::string without_invisible(std::string_view line) {
  if (is_printed(line)) return std::string(line);
  std::string out;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = at;
    const auto code = static_cast<UChar32>(next_code_point(line, at));
    if (std::ranges::find(stiff_spaces, code) != stiff_spaces.end()) {
      out += ' ';
    } else if (!is_unseen(code)) {
      out += line.substr(begin, at - begin);
    }
  }
  return out;
}

}  // namespace baton::inline v0::detail
