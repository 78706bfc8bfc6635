#include "token/pattern_scanner.hpp"

// The expressions, as tiktoken has them (alternatives are tried in order, the first that matches wins):
//
// gpt2    's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
// cl100k  (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*
//         |\s*[\r\n]+|\s+(?!\S)|\s+
// o200k   [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
//         |[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
//         |\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
namespace baton::inline v0::token {
namespace {

constexpr unsigned word_head = upper | caseless | mark;  // [\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]
constexpr unsigned word_tail = lower | caseless | mark;  // [\p{Ll}\p{Lm}\p{Lo}\p{M}]
constexpr unsigned symbol = other | mark;                // [^\s\p{L}\p{N}]

class Cursor {
 public:
  Cursor(const ClassTable& classes, const char* end) : classes_(classes), end_(end) {}

  [[nodiscard]] Character at(const char* place) const noexcept {
    if (place == end_) return {};
    const auto byte = static_cast<unsigned char>(*place);
    if (byte < 0x80) return {classes_.of_ascii(byte), 1};
    const auto code = decode_code(place, end_);
    return {code.value == invalid_code ? unsigned{other} : classes_.of(code.value), code.size};
  }

  /// Behind the run of characters of `wanted` classes.
  [[nodiscard]] const char* run(const char* place, unsigned wanted) const noexcept {
    for (;;) {
      const auto here = at(place);
      if ((here.classes & wanted) == 0) return place;
      place += here.size;
    }
  }

  [[nodiscard]] const char* run(const char* place, unsigned wanted, std::uint32_t most) const noexcept {
    for (; most > 0; --most) {
      const auto here = at(place);
      if ((here.classes & wanted) == 0) break;
      place += here.size;
    }
    return place;
  }

  /// Behind `[\r\n]*`, or `[\r\n/]*`.
  [[nodiscard]] const char* line_ends(const char* place, bool slashes) const noexcept {
    while (place != end_ && (*place == '\n' || *place == '\r' || (slashes && *place == '/'))) ++place;
    return place;
  }

  /// Behind 's, 't, 're, 've, 'm, 'll or 'd, or `place` when there is none of these.
  [[nodiscard]] const char* contraction(const char* place, bool any_case) const noexcept {
    const auto left = end_ - place;
    if (left < 2 || *place != '\'') return place;
    const auto fold = [&](char c) { return any_case && c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    const char first = fold(place[1]);
    if (first == 's' || first == 't' || first == 'm' || first == 'd') return place + 2;
    if (left < 3) return place;
    const char second = fold(place[2]);
    if ((first == 'r' || first == 'v') && second == 'e') return place + 3;
    if (first == 'l' && second == 'l') return place + 3;
    // The long s is an s where case does not matter.
    return any_case && first == '\xC5' && second == '\xBF' ? place + 3 : place;
  }

  /// The alternatives of white space. Precondition: there is some at `place`. `lines` is whether
  /// `\s*[\r\n]+` comes first.
  [[nodiscard]] const char* white(const char* place, bool lines) const noexcept {
    const char* behind_line = nullptr;
    const char* last = place;
    const char* stop = place;
    for (;;) {
      const auto here = at(stop);
      if ((here.classes & space) == 0) break;
      last = stop;
      stop += here.size;
      if ((here.classes & line_end) != 0) behind_line = stop;
    }
    if (lines && behind_line != nullptr) return behind_line;
    return stop == end_ || last == place ? stop : last;
  }

 private:
  const ClassTable& classes_;
  const char* end_;
};

const char* next_gpt2(const Cursor& text, const char* at) noexcept {
  if (const char* behind = text.contraction(at, false); behind != at) return behind;
  const auto first = text.at(at);
  const char* body = *at == ' ' ? at + 1 : at;
  const unsigned kind = body == at ? first.classes : text.at(body).classes;
  for (const unsigned wanted : {letter, unsigned{number}, symbol}) {
    if ((kind & wanted) != 0) return text.run(body, wanted);
  }
  return text.white(at, false);
}

// `\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`
const char* no_word(const Cursor& text, const char* at, Character first, std::uint32_t digits, bool slashes) noexcept {
  if ((first.classes & number) != 0) return text.run(at, number, digits);
  const char* body = *at == ' ' ? at + 1 : at;
  const char* behind = text.run(body, symbol);
  if (behind == body) return text.white(at, true);
  return text.line_ends(behind, slashes);
}

const char* next_cl100k(const Cursor& text, const char* at, std::uint32_t digits) noexcept {
  if (const char* behind = text.contraction(at, true); behind != at) return behind;
  const auto first = text.at(at);
  if ((first.classes & letter) != 0) return text.run(at + first.size, letter);
  if ((first.classes & (number | line_end)) == 0) {
    const char* body = at + first.size;
    if (const char* behind = text.run(body, letter); behind != body) return behind;
  }
  return no_word(text, at, first, digits, false);
}

// Behind `head*tail+` from `at`, or else behind `head+tail*`; null when neither matches. A character that is
// both belongs to the head as long as the tail finds another one.
const char* cased_word(const Cursor& text, const char* at) noexcept {
  const char* behind_both = nullptr;
  const char* head = at;
  for (;;) {
    const auto here = text.at(head);
    if ((here.classes & word_head) == 0) {
      if ((here.classes & lower) != 0) return text.run(head + here.size, word_tail);
      break;
    }
    head += here.size;
    if ((here.classes & word_tail) != 0) behind_both = head;
  }
  return behind_both != nullptr ? behind_both : head == at ? nullptr : head;
}

const char* next_o200k(const Cursor& text, const char* at, std::uint32_t digits) noexcept {
  const auto first = text.at(at);
  // A mark may be the prefix as well, and then the match is the same.
  const bool prefix = (first.classes & (letter | mark | number | line_end)) == 0;
  const char* behind = cased_word(text, prefix ? at + first.size : at);
  if (behind != nullptr) return text.contraction(behind, true);
  return no_word(text, at, first, digits, true);
}

}  // namespace

const char* PatternScanner::next(const char* at, const char* end) const noexcept {
  const Cursor text(*classes_, end);
  switch (options_.pattern) {
    case Pattern::gpt2: return next_gpt2(text, at);
    case Pattern::cl100k: return next_cl100k(text, at, options_.digits);
    default: return next_o200k(text, at, options_.digits);
  }
}

}  // namespace baton::inline v0::token
