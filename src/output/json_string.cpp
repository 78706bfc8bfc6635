#include "json_string.hpp"

#include <algorithm>

#include <baton/core/text.hpp>

namespace baton::inline v0 {
namespace {

constexpr const char* bad_utf8 = "invalid UTF-8 in a string";
constexpr const char* lone_surrogate = "half of a surrogate pair";

std::size_t run_length(std::string_view text) noexcept {
  const auto stops = [](char c) {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
  };
  return static_cast<std::size_t>(std::find_if(text.begin(), text.end(), stops) - text.begin());
}

/// Whether `bytes`, which are no whole character, can become one.
bool can_continue(std::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes.front());
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || bytes.size() >= size) return false;
  // Some lead bytes want a low second byte, others a high one.
  for (const char next : {'\x80', '\xA0'}) {
    std::string whole(bytes);
    whole += next;
    whole.resize(std::max(size, whole.size()), '\x80');
    if (is_utf8(whole)) return true;
  }
  return false;
}

}  // namespace

void JsonStringDecoder::begin(std::string& target) {
  target_ = &target;
  state_ = State::plain;
  held_.clear();
  high_ = 0;
}

JsonStringDecoder::Step JsonStringDecoder::feed(std::string_view& text) {
  grew_ = false;
  while (!text.empty()) {
    if (state_ == State::plain) {
      const std::size_t length = run_length(text);
      if (length > 0 && !run(text.substr(0, length))) return Step::bad;
      text.remove_prefix(length);
      if (text.empty()) break;
    }
    const char c = text.front();
    text.remove_prefix(1);
    if (state_ == State::plain && c == '"') return close() ? Step::end : Step::bad;
    const bool good = state_ == State::plain    ? open_escape(c)
                      : state_ == State::escape ? escape(c)
                                                : hex(c);
    if (!good) return Step::bad;
  }
  return Step::more;
}

bool JsonStringDecoder::close() {
  if (!held_.empty()) return refuse(bad_utf8);
  return high_ == 0 || refuse(lone_surrogate);
}

bool JsonStringDecoder::open_escape(char c) {
  if (!held_.empty()) return refuse(bad_utf8);
  if (c != '\\') return refuse("a control character in a string");
  state_ = State::escape;
  return true;
}

bool JsonStringDecoder::escape(char c) {
  static constexpr std::string_view letters = "\"\\/bfnrt";
  static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  if (c == 'u') {
    state_ = State::hex;
    unit_ = 0;
    digits_ = 0;
    return true;
  }
  const std::size_t at = letters.find(c);
  if (at == letters.npos) return refuse("an unknown escape in a string");
  if (high_ != 0) return refuse(lone_surrogate);
  *target_ += meanings[at];
  grew_ = true;
  state_ = State::plain;
  return true;
}

bool JsonStringDecoder::hex(char c) {
  const auto lower = static_cast<char>(static_cast<unsigned char>(c) | 0x20U);
  const bool is_digit = c >= '0' && c <= '9';
  if (!is_digit && (lower < 'a' || lower > 'f')) return refuse("\\u without four hex digits");
  unit_ = unit_ * 16 + static_cast<std::uint32_t>(is_digit ? c - '0' : lower - 'a' + 10);
  if (++digits_ < 4) return true;
  state_ = State::plain;
  return code_unit(unit_);
}

bool JsonStringDecoder::code_unit(std::uint32_t unit) {
  const bool is_high = unit >= 0xD800 && unit <= 0xDBFF;
  const bool is_low = unit >= 0xDC00 && unit <= 0xDFFF;
  if (is_low != (high_ != 0)) return refuse(lone_surrogate);
  if (is_high) {
    high_ = unit;
    return true;
  }
  append_utf8(*target_, is_low ? 0x10000 + ((high_ - 0xD800) << 10U) + (unit - 0xDC00) : unit);
  high_ = 0;
  grew_ = true;
  return true;
}

bool JsonStringDecoder::run(std::string_view bytes) {
  if (high_ != 0) return refuse(lone_surrogate);
  if (held_.empty()) return append_valid(bytes);
  const std::string joined = held_.append(bytes);
  held_.clear();
  return append_valid(joined);
}

bool JsonStringDecoder::append_valid(std::string_view bytes) {
  const std::size_t valid = utf8_valid_prefix(bytes);
  target_->append(bytes, 0, valid);
  grew_ = grew_ || valid > 0;
  if (valid == bytes.size()) return true;
  const std::string_view rest = bytes.substr(valid);
  if (rest.size() > 3 || !can_continue(rest)) return refuse(bad_utf8);
  held_ = rest;
  return true;
}

}  // namespace baton::inline v0
