#include <baton/document/encoding.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include <uchardet.h>

#include <baton/core/text.hpp>

#include "document/transcode.hpp"

namespace baton::inline v0 {
namespace {

using detail::ByteOrder;

/// How much of a file the heuristics look at.
constexpr std::size_t sample_bytes = std::size_t{8} << 10;
constexpr std::size_t guess_bytes = std::size_t{256} << 10;

std::optional<DecodedText> decode_marked(std::string_view bytes) {
  using namespace std::string_view_literals;
  DecodedText out;
  const auto behind = [&](std::string_view mark) { return bytes.substr(mark.size()); };
  if (bytes.starts_with("\xEF\xBB\xBF"sv)) {
    out = {std::string(behind("\xEF\xBB\xBF"sv)), "utf-8", !is_utf8(bytes)};
    if (out.replaced) out.text = sanitize_utf8(out.text);
  } else if (bytes.starts_with("\xFF\xFE\0\0"sv)) {
    out.encoding = "utf-32le";
    out.text = detail::from_utf32(bytes.substr(4), ByteOrder::little, out.replaced);
  } else if (bytes.starts_with("\0\0\xFE\xFF"sv)) {
    out.encoding = "utf-32be";
    out.text = detail::from_utf32(bytes.substr(4), ByteOrder::big, out.replaced);
  } else if (bytes.starts_with("\xFF\xFE"sv)) {
    out.encoding = "utf-16le";
    out.text = detail::from_utf16(bytes.substr(2), ByteOrder::little, out.replaced);
  } else if (bytes.starts_with("\xFE\xFF"sv)) {
    out.encoding = "utf-16be";
    out.text = detail::from_utf16(bytes.substr(2), ByteOrder::big, out.replaced);
  } else {
    return std::nullopt;
  }
  return out;
}

/// Western text in UTF-16 has a zero in nearly every second byte, and hardly one between.
std::optional<DecodedText> decode_utf16_unmarked(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, sample_bytes);
  if (head.size() < 4 || bytes.size() % 2 != 0) return std::nullopt;
  std::size_t zeros[2] = {0, 0};
  for (std::size_t at = 0; at < head.size(); ++at) zeros[at % 2] += head[at] == '\0' ? 1U : 0U;
  const std::size_t half = head.size() / 2;
  const bool little = zeros[1] * 10 >= half * 7 && zeros[0] * 50 <= half;
  const bool big = zeros[0] * 10 >= half * 7 && zeros[1] * 50 <= half;
  if (!little && !big) return std::nullopt;
  DecodedText out;
  out.encoding = little ? "utf-16le" : "utf-16be";
  out.text = detail::from_utf16(bytes, little ? ByteOrder::little : ByteOrder::big, out.replaced);
  return out;
}

/// Control characters no text has. Those of terminals and printers (tab to return, backspace,
/// escape) are found in logs and in formatted manual pages.
bool is_odd_control(unsigned char c) {
  return (c < 0x20 && !(c >= '\b' && c <= '\r') && c != 0x1B) || c == 0x7F;
}

bool looks_binary(std::string_view bytes) {
  if (bytes.find('\0') != std::string_view::npos) return true;
  const std::string_view head = bytes.substr(0, sample_bytes);
  const auto odd = std::count_if(head.begin(), head.end(), [](char c) {
    return is_odd_control(static_cast<unsigned char>(c));
  });
  return static_cast<std::size_t>(odd) * 50 > head.size();
}

std::optional<DecodedText> decode_charset(std::string_view bytes, std::string_view name) {
  const std::string_view charset = detail::known_charset(name);
  if (charset.empty()) return std::nullopt;
  auto text = detail::from_charset(bytes, charset);
  if (!text) return std::nullopt;
  return DecodedText{*std::move(text), std::string(charset), false};
}

/// Text that is UTF-8 but for a few places: at least four good sequences for every bad one.
std::optional<DecodedText> decode_damaged_utf8(std::string_view bytes) {
  std::string text = sanitize_utf8(bytes);
  std::size_t good = 0;
  std::size_t bad = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (static_cast<unsigned char>(text[at]) < 0xC0) continue;
    ++(std::string_view(text).substr(at, 3) == "\xEF\xBF\xBD" ? bad : good);
  }
  if (good < 4 * bad) return std::nullopt;
  return DecodedText{std::move(text), "utf-8", true};
}

struct FreeDetector {
  void operator()(uchardet_t detector) const noexcept { uchardet_delete(detector); }
};

/// uchardet's guess, from where the text stops being ASCII.
std::string guess_charset(std::string_view bytes) {
  const auto first = std::find_if(bytes.begin(), bytes.end(),
                                  [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  const auto offset = static_cast<std::size_t>(first - bytes.begin());
  const std::string_view sample = bytes.substr(offset > 1024 ? offset - 1024 : 0, guess_bytes);
  const std::unique_ptr<std::remove_pointer_t<uchardet_t>, FreeDetector> detector(uchardet_new());
  if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) return {};
  uchardet_data_end(detector.get());
  return uchardet_get_charset(detector.get());
}

Error binary() {
  return {ErrorCode::unsupported,
          "the bytes are not text: they hold NULs or many control characters"};
}

}  // namespace

Result<DecodedText> decode_text(std::string_view bytes, std::string_view declared) {
  if (auto marked = decode_marked(bytes)) {
    if (looks_binary(marked->text)) return binary();
    return *std::move(marked);
  }
  if (auto wide = decode_utf16_unmarked(bytes); wide && !looks_binary(wide->text))
    return *std::move(wide);
  if (looks_binary(bytes)) return binary();
  if (is_utf8(bytes)) return DecodedText{std::string(bytes), "utf-8", false};
  if (auto damaged = decode_damaged_utf8(bytes)) return *std::move(damaged);
  if (auto told = decode_charset(bytes, declared)) return *std::move(told);
  if (auto guessed = decode_charset(bytes, guess_charset(bytes))) return *std::move(guessed);
  return DecodedText{detail::from_windows_1252(bytes), "windows-1252", false};
}

}  // namespace baton::inline v0
