#include <baton/core/text.hpp>

#include <cstdint>
#include <cstring>

namespace baton::inline v0 {
namespace {

constexpr std::uint64_t high_bits = 0x8080808080808080U;

std::size_t skip_ascii(std::string_view text, std::size_t at) noexcept {
  while (at + 8 <= text.size()) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    if ((word & high_bits) != 0) break;
    at += 8;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

struct Scan {
  std::size_t bytes = 0;  ///< of the code point, or of the maximal ill-formed subsequence
  bool valid = false;
};

/// What a lead byte asks for: continuation bytes, and the range of the first of them (table 3-7).
struct Lead {
  std::size_t more = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
};

constexpr Lead lead_of(unsigned char byte) noexcept {
  if (byte >= 0xC2 && byte <= 0xDF) return {1, 0x80, 0xBF};
  if (byte == 0xE0) return {2, 0xA0, 0xBF};
  if (byte == 0xED) return {2, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {2, 0x80, 0xBF};
  if (byte == 0xF0) return {3, 0x90, 0xBF};
  if (byte >= 0xF1 && byte <= 0xF3) return {3, 0x80, 0xBF};
  if (byte == 0xF4) return {3, 0x80, 0x8F};
  return {};
}

/// Scans the sequence at `at`, whose first byte is not ASCII.
Scan scan_sequence(std::string_view text, std::size_t at) noexcept {
  Lead lead = lead_of(static_cast<unsigned char>(text[at]));
  if (lead.more == 0) return {1, false};
  for (std::size_t i = 1; i <= lead.more; ++i) {
    if (at + i >= text.size()) return {i, false};
    const auto byte = static_cast<unsigned char>(text[at + i]);
    if (byte < lead.low || byte > lead.high) return {i, false};
    lead.low = 0x80;
    lead.high = 0xBF;
  }
  return {lead.more + 1, true};
}

}  // namespace

std::size_t utf8_valid_prefix(std::string_view text) noexcept {
  std::size_t at = skip_ascii(text, 0);
  while (at < text.size()) {
    const Scan scan = scan_sequence(text, at);
    if (!scan.valid) return at;
    at = skip_ascii(text, at + scan.bytes);
  }
  return at;
}

std::string sanitize_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t valid = utf8_valid_prefix(text.substr(at));
    out.append(text, at, valid);
    at += valid;
    if (at == text.size()) break;
    out += "\xEF\xBF\xBD";
    at += scan_sequence(text, at).bytes;
  }
  return out;
}

std::size_t utf8_floor(std::string_view text, std::size_t at) noexcept {
  if (at >= text.size()) return text.size();
  const std::size_t lowest = at > 3 ? at - 3 : 0;
  while (at > lowest && !is_utf8_boundary(text, at)) --at;
  return at;
}

std::size_t utf8_ceil(std::string_view text, std::size_t at) noexcept {
  while (!is_utf8_boundary(text, at)) ++at;
  return at < text.size() ? at : text.size();
}

void append_utf8(std::string& out, char32_t code_point) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  std::uint32_t c = code_point;
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xC0U | (c >> 6U));
  } else {
    if (c < 0x10000) {
      put(0xE0U | (c >> 12U));
    } else {
      put(0xF0U | (c >> 18U));
      put(0x80U | ((c >> 12U) & 0x3FU));
    }
    put(0x80U | ((c >> 6U) & 0x3FU));
  }
  put(0x80U | (c & 0x3FU));
}

std::size_t estimate_tokens(std::string_view text) noexcept {
  std::size_t quarters = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t ascii_end = skip_ascii(text, at);
    quarters += ascii_end - at;
    at = ascii_end;
    for (; at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80; ++at) {
      const auto byte = static_cast<unsigned char>(text[at]);
      if (byte >= 0xF0)
        quarters += 8;
      else if (byte >= 0xE0)
        quarters += 4;
      else if (byte >= 0xC0)
        quarters += 2;
    }
  }
  return (quarters + 3) / 4;
}

}  // namespace baton::inline v0
