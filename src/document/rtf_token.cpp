#include "document/rtf_token.hpp"

#include <algorithm>
#include <charconv>

#include "core/ascii.hpp"

namespace baton::inline v0::detail {
namespace {

/// The specification allows 32 letters.
constexpr std::size_t longest_control_word = 32;
constexpr std::size_t longest_number = 11;

int hex_value(std::string_view two) {
  int value = -1;
  const auto [end, error] = std::from_chars(two.data(), two.data() + two.size(), value, 16);
  return error == std::errc() && end == two.data() + 2 ? value : -1;
}

}  // namespace

RtfToken RtfLexer::next() {
  while (at_ < bytes_.size()) {
    const char c = bytes_[at_++];
    if (c == '\r' || c == '\n' || c == '\0') continue;
    if (c == '{') return {.kind = RtfToken::Kind::open};
    if (c == '}') return {.kind = RtfToken::Kind::close};
    if (c != '\\') return {.kind = RtfToken::Kind::byte, .byte = c};
    return control();
  }
  return {};
}

RtfToken RtfLexer::control() {
  if (at_ == bytes_.size()) return {};
  const char c = bytes_[at_];
  if (ascii::is_letter(c)) return control_word();
  ++at_;
  if (c == '\\' || c == '{' || c == '}') return {.kind = RtfToken::Kind::byte, .byte = c};
  if (c == '\r' || c == '\n') return {.kind = RtfToken::Kind::word, .word = "par"};
  if (c != '\'') return {.kind = RtfToken::Kind::symbol, .byte = c};
  const int value = hex_value(bytes_.substr(at_, 2));
  if (value < 0) return {.kind = RtfToken::Kind::symbol, .byte = c};
  at_ += 2;
  return {.kind = RtfToken::Kind::byte, .byte = static_cast<char>(value)};
}

RtfToken RtfLexer::control_word() {
  RtfToken token{.kind = RtfToken::Kind::word};
  std::size_t end = at_;
  while (end < bytes_.size() && end - at_ < longest_control_word && ascii::is_letter(bytes_[end])) ++end;
  token.word = bytes_.substr(at_, end - at_);
  at_ = end;
  const std::string_view rest = bytes_.substr(at_, longest_number);
  const auto [stop, error] = std::from_chars(rest.data(), rest.data() + rest.size(), token.number);
  token.has_number = error == std::errc();
  if (token.has_number) at_ += static_cast<std::size_t>(stop - rest.data());
  if (at_ < bytes_.size() && bytes_[at_] == ' ') ++at_;
  if (token.word == "bin" && token.number > 0)
    at_ += std::min(static_cast<std::size_t>(token.number), bytes_.size() - at_);
  return token;
}

}  // namespace baton::inline v0::detail
