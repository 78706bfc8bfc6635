#include "names.hpp"

#include "core/ascii.hpp"

namespace baton::inline v0::graph {
namespace {

bool is_part_of_word(char c) { return static_cast<unsigned char>(c) >= 0x80 || ascii::is_alnum(c); }

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
    result += ascii::lower(c);
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
    if (part) words.back() += ascii::lower(c);
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
