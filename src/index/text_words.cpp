#include "index/text_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <unicode/uchar.h>

#include <baton/core/text.hpp>

#include "core/ascii.hpp"
#include "document/code_point.hpp"

namespace baton::inline v0 {
namespace {

enum class Writing : std::uint8_t { no_word, spaced, unspaced };

struct CodeRange {
  char32_t first;
  char32_t last;
};

/// Scripts without spaces between words. Ascending.
constexpr std::array unspaced_scripts = std::to_array<CodeRange>({
    {0x0E00, 0x0EFF},    // Thai, Lao
    {0x1000, 0x109F},    // Myanmar
    {0x1780, 0x17FF},    // Khmer
    {0x3005, 0x3007},    // repetition, closing mark and zero of Han
    {0x3040, 0x30FF},    // Hiragana, Katakana
    {0x31F0, 0x31FF},    // small Katakana
    {0x3400, 0x4DBF},    // Han
    {0x4E00, 0x9FFF},    // Han
    {0xF900, 0xFAFF},    // Han, compatible
    {0xFF66, 0xFF9F},    // Katakana, half as wide
    {0x20000, 0x323AF},  // Han
});

Writing writing_of(char32_t code) {
  if (code < 0x80) return ascii::is_alnum(static_cast<char>(code)) ? Writing::spaced : Writing::no_word;
  if (code == detail::no_code_point) return Writing::no_word;
  if ((U_MASK(u_charType(static_cast<UChar32>(code))) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK | U_GC_CO_MASK)) == 0) return Writing::no_word;
  const auto* const range = std::ranges::lower_bound(unspaced_scripts, code, {}, &CodeRange::last);
  return range != unspaced_scripts.end() && code >= range->first ? Writing::unspaced : Writing::spaced;
}

void append_lower(std::string& word, char32_t code) {
  if (code < 0x80) word += ascii::lower(static_cast<char>(code));
  else append_utf8(word, static_cast<char32_t>(u_foldCase(static_cast<UChar32>(code), U_FOLD_CASE_DEFAULT)));
}

}  // namespace

bool WordReader::next() {
  while (at_ < text_.size()) {
    std::size_t behind = at_;
    switch (writing_of(detail::next_code_point(text_, behind))) {
      case Writing::spaced:
        take_run(at_);
        return true;
      case Writing::unspaced:
        if (take_pair(behind)) return true;
        break;
      default:
        at_ = behind;
    }
  }
  return false;
}

void WordReader::take_run(std::size_t at) {
  word_.clear();
  begin_ = at;
  for (std::size_t behind = at; at < text_.size(); at = behind) {
    const char32_t code = detail::next_code_point(text_, behind);
    if (writing_of(code) != Writing::spaced) break;
    append_lower(word_, code);
  }
  end_ = at_ = at;
}

/// The character before `behind` with the one after it; or alone, unless it was in a pair.
bool WordReader::take_pair(std::size_t behind) {
  word_.clear();
  begin_ = std::exchange(at_, behind);
  end_ = behind;
  std::size_t first = begin_;
  append_lower(word_, detail::next_code_point(text_, first));
  if (behind < text_.size()) {
    const char32_t second = detail::next_code_point(text_, behind);
    if (writing_of(second) == Writing::unspaced) {
      append_lower(word_, second);
      end_ = behind;
      return in_pairs_ = true;
    }
  }
  return !std::exchange(in_pairs_, false);
}

std::vector<std::string> text_words(std::string_view text) {
  std::vector<std::string> words;
  for (WordReader reader(text); reader.next();) words.push_back(reader.word());
  return words;
}

}  // namespace baton::inline v0
