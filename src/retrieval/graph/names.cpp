#include "names.hpp"

namespace baton::inline v0::graph {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_part_of_word(char c) {
  const char small = lower(c);
  return static_cast<unsigned char>(c) >= 0x80 || (small >= 'a' && small <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

std::string folded_name(std::string_view name) {
  std::string result;
  bool blank = false;
  for (const char c : name) {
    if (static_cast<unsigned char>(c) <= ' ') {
      blank = !result.empty();
      continue;
    }
    if (blank) result += ' ';
    blank = false;
    result += lower(c);
  }
  return result;
}

std::vector<std::string> words_in(std::string_view text, std::size_t most) {
  std::vector<std::string> words;
  bool inside = false;
  for (const char c : text) {
    const bool part = is_part_of_word(c);
    if (part && !inside) {
      if (words.size() == most) break;
      words.emplace_back();
    }
    if (part) words.back() += lower(c);
    inside = part;
  }
  return words;
}

std::string joined_words(const std::vector<std::string>& words, std::size_t first, std::size_t last) {
  std::string result;
  for (std::size_t i = first; i < last; ++i) {
    if (i > first) result += ' ';
    result += words[i];
  }
  return result;
}

}  // namespace baton::inline v0::graph
