#include <algorithm>
#include <array>
#include <span>

#include "provider/offline/words.hpp"

namespace baton::inline v0::offline {
namespace {

struct Rule {
  std::string_view suffix;
  std::string_view replacement;
};

bool is_vowel(std::string_view word, std::size_t i) noexcept {
  switch (word[i]) {
    case 'a': case 'e': case 'i': case 'o': case 'u': return true;
    case 'y': return i > 0 && !is_vowel(word, i - 1);
    default: return false;
  }
}

bool has_vowel(std::string_view word) noexcept {
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (is_vowel(word, i)) return true;
  }
  return false;
}

// Porter's m: how often a vowel is followed by a consonant.
int measure(std::string_view word) noexcept {
  int count = 0;
  for (std::size_t i = 1; i < word.size(); ++i) {
    if (is_vowel(word, i - 1) && !is_vowel(word, i)) ++count;
  }
  return count;
}

bool ends_double_consonant(std::string_view word) noexcept {
  const auto n = word.size();
  return n >= 2 && word[n - 1] == word[n - 2] && !is_vowel(word, n - 1);
}

// Porter's *o: consonant, vowel, consonant, where the last is not w, x or y.
bool ends_cvc(std::string_view word) noexcept {
  const auto n = word.size();
  if (n < 3 || is_vowel(word, n - 3) || !is_vowel(word, n - 2) || is_vowel(word, n - 1)) return false;
  return word[n - 1] != 'w' && word[n - 1] != 'x' && word[n - 1] != 'y';
}

void cut(std::string& word, std::size_t count, std::string_view add = {}) {
  word.resize(word.size() - count);
  word += add;
}

std::string_view without(const std::string& word, std::string_view suffix) noexcept {
  return std::string_view(word).substr(0, word.size() - suffix.size());
}

// Applies the first rule whose suffix matches, when the stem's measure is above `above`.
void apply(std::string& word, std::span<const Rule> rules, int above) {
  for (const auto& [suffix, replacement] : rules) {
    if (word.back() != suffix.back() || !word.ends_with(suffix)) continue;
    if (measure(without(word, suffix)) > above) cut(word, suffix.size(), replacement);
    return;
  }
}

void plurals(std::string& word) {
  if (word.ends_with("sses") || word.ends_with("ies")) {
    cut(word, 2);
  } else if (word.ends_with("s") && !word.ends_with("ss")) {
    cut(word, 1);
  }
}

void past_and_progressive(std::string& word) {
  if (word.ends_with("eed")) {
    if (measure(without(word, "eed")) > 0) cut(word, 1);
    return;
  }
  const std::string_view suffix = word.ends_with("ed") ? "ed" : word.ends_with("ing") ? "ing" : "";
  if (suffix.empty() || !has_vowel(without(word, suffix))) return;
  cut(word, suffix.size());
  if (word.ends_with("at") || word.ends_with("bl") || word.ends_with("iz")) {
    word += 'e';
  } else if (ends_double_consonant(word)) {
    if (!word.ends_with("l") && !word.ends_with("s") && !word.ends_with("z")) cut(word, 1);
  } else if (measure(word) == 1 && ends_cvc(word)) {
    word += 'e';
  }
}

void final_letters(std::string& word) {
  if (word.ends_with("e")) {
    const auto rest = without(word, "e");
    if (measure(rest) > 1 || (measure(rest) == 1 && !ends_cvc(rest))) cut(word, 1);
  }
  if (word.ends_with("ll") && measure(word) > 1) cut(word, 1);
}

constexpr Rule double_suffixes[] = {
    {"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"},   {"anci", "ance"},  {"izer", "ize"},
    {"abli", "able"},   {"alli", "al"},     {"entli", "ent"},   {"eli", "e"},      {"ousli", "ous"},
    {"ization", "ize"}, {"ation", "ate"},   {"ator", "ate"},    {"alism", "al"},   {"iveness", "ive"},
    {"fulness", "ful"}, {"ousness", "ous"}, {"aliti", "al"},    {"iviti", "ive"},  {"biliti", "ble"}};
constexpr Rule adjective_suffixes[] = {{"icate", "ic"}, {"ative", ""}, {"alize", "al"}, {"iciti", "ic"},
                                       {"ical", "ic"},  {"ful", ""},   {"ness", ""}};
constexpr Rule endings[] = {{"al", ""},   {"ance", ""}, {"ence", ""}, {"er", ""},  {"ic", ""},
                            {"able", ""}, {"ible", ""}, {"ant", ""},  {"ement", ""}, {"ment", ""},
                            {"ent", ""},  {"ou", ""},   {"ism", ""},  {"ate", ""}, {"iti", ""},
                            {"ous", ""},  {"ive", ""},  {"ize", ""}};

void strip_endings(std::string& word) {
  if (word.ends_with("sion") || word.ends_with("tion")) {
    if (measure(without(word, "ion")) > 1) cut(word, 3);
    return;
  }
  apply(word, endings, 1);
}

}  // namespace

std::string stem(std::string_view folded) {
  std::string word(folded);
  const bool plain = std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
  if (word.size() < 3 || !plain) return word;
  plurals(word);
  past_and_progressive(word);
  if (word.ends_with("y") && has_vowel(without(word, "y"))) cut(word, 1, "i");
  apply(word, double_suffixes, 0);
  apply(word, adjective_suffixes, 0);
  strip_endings(word);
  final_letters(word);
  return word;
}

}  // namespace baton::inline v0::offline
