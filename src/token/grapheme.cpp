#include "token/grapheme.hpp"

#include "token/character.hpp"
#include "token/text_class.hpp"

namespace baton::inline v0::token {
namespace {

enum class Syllable { none, lead, vowel, trail, lead_vowel, whole };

Syllable syllable_of(char32_t code) noexcept {
  if ((code >= 0x1100 && code <= 0x115F) || (code >= 0xA960 && code <= 0xA97C)) return Syllable::lead;
  if ((code >= 0x1160 && code <= 0x11A7) || (code >= 0xD7B0 && code <= 0xD7C6)) return Syllable::vowel;
  if ((code >= 0x11A8 && code <= 0x11FF) || (code >= 0xD7CB && code <= 0xD7FB)) return Syllable::trail;
  if (code < 0xAC00 || code > 0xD7A3) return Syllable::none;
  return (code - 0xAC00) % 28 == 0 ? Syllable::lead_vowel : Syllable::whole;
}

bool joins_hangul(char32_t before, char32_t code) noexcept {
  const auto left = syllable_of(before);
  const auto right = syllable_of(code);
  switch (left) {
    case Syllable::lead: return right != Syllable::none && right != Syllable::trail;
    case Syllable::vowel:
    case Syllable::lead_vowel: return right == Syllable::vowel || right == Syllable::trail;
    case Syllable::trail:
    case Syllable::whole: return right == Syllable::trail;
    case Syllable::none: break;
  }
  return false;
}

bool is_regional(char32_t code) noexcept { return code >= 0x1F1E6 && code <= 0x1F1FF; }

}  // namespace

std::size_t grapheme_size(std::string_view text) {
  const auto& classes = TextTable::get();
  const char* const end = text.data() + text.size();
  const auto first = decode_code(text.data(), end);
  std::size_t size = first.size;
  if (first.value == '\r' && size < text.size() && text[size] == '\n') return 2;
  bool half_flag = is_regional(first.value);
  for (char32_t before = first.value; size < text.size() && before != invalid_code && (classes.of(before) & alone) == 0;) {
    const auto next = decode_code(text.data() + size, end);
    if (next.value == invalid_code || (classes.of(next.value) & alone) != 0) break;
    const bool flag = half_flag && is_regional(before) && is_regional(next.value);
    const bool joined = (classes.of(next.value) & (extends | spacing_mark)) != 0 || (classes.of(before) & prepends) != 0 || joins_hangul(before, next.value) || flag;
    if (!joined) break;
    half_flag = !flag && is_regional(next.value);
    before = next.value;
    size += next.size;
  }
  return size;
}

}  // namespace baton::inline v0::token
