#include "provider/offline/words.hpp"

#include <algorithm>
#include <unordered_set>

#include <baton/core/text.hpp>

#include "provider/offline/unicode.hpp"

namespace baton::inline v0::offline {
namespace {

constexpr std::size_t longest_word = 64;

const std::unordered_set<std::string_view>& stop_words() {
  static const std::unordered_set<std::string_view> words = {
      "a", "about", "above", "after", "again", "all", "also", "am", "an", "and", "any", "are",
      "arent", "as", "at", "be", "because", "been", "before", "being", "below", "between", "both",
      "but", "by", "can", "cannot", "cant", "could", "did", "didnt", "do", "does", "doesnt", "doing",
      "done", "dont", "down", "during", "each", "either", "else", "etc", "ever", "every", "few", "for",
      "from", "further", "get", "gets", "had", "has", "have", "having", "he", "her", "here", "hers",
      "him", "his", "how", "however", "i", "if", "im", "in", "into", "is", "isnt", "it", "its",
      "itself", "just", "like", "may", "me", "might", "more", "most", "much", "must", "my", "no", "nor",
      "not", "of", "off", "often", "on", "once", "one", "only", "or", "other", "our", "ours", "out",
      "over", "own", "per", "please", "same", "shall", "she", "should", "so", "some", "such", "tell",
      "than", "that", "thats", "the", "their", "theirs", "them", "then", "there", "these", "they",
      "this", "those", "through", "thus", "to", "too", "under", "until", "up", "upon", "us", "very",
      "via", "was", "we", "were", "what", "whats", "when", "where", "whether", "which", "while", "who",
      "whom", "whose", "why", "will", "with", "within", "without", "wont", "would", "yes", "yet", "you",
      "your", "yours"};
  return words;
}

bool is_apostrophe(char32_t c) noexcept { return c == U'\'' || c == 0x2019; }

// Whether the code point after `at` continues a word.
bool word_follows(std::string_view text, std::size_t at) noexcept {
  return at < text.size() && is_word(decode_utf8(text, at).value);
}

void append_folded(std::string& word, char32_t c) {
  if (c < 0x80) {
    word += static_cast<char>(lower(c));
  } else if (!is_combining_mark(c)) {
    append_utf8(word, strip_accent(lower(c)));
  }
}

// Appends the ASCII letters and digits from `at` on; the first byte after them.
std::size_t take_ascii(std::string_view text, std::size_t at, Word& word) {
  std::size_t end = at + 1;
  while (end < text.size() && is_ascii_alnum(static_cast<unsigned char>(text[end]))) ++end;
  if (word.folded.empty()) word.at = at;
  const std::size_t room = longest_word - std::min(longest_word, word.folded.size());
  const std::size_t old = word.folded.size();
  word.folded.append(text.substr(at, std::min(end - at, room)));
  for (std::size_t i = old; i < word.folded.size(); ++i) {
    const char c = word.folded[i];
    if (c >= 'A' && c <= 'Z') word.folded[i] = static_cast<char>(c + 32);
  }
  word.size = end - word.at;
  return end;
}

}  // namespace

std::vector<Word> split_words(std::string_view text) {
  std::vector<Word> words;
  words.reserve(text.size() / 6);
  Word current;
  const auto finish = [&] {
    if (!current.folded.empty()) words.push_back(std::move(current));
    current = {};
  };
  for (std::size_t at = 0; at < text.size();) {
    // Most text is ASCII, and most of that letters: no decoding and no tables for them.
    if (is_ascii_alnum(static_cast<unsigned char>(text[at]))) {
      at = take_ascii(text, at, current);
      continue;
    }
    const auto [c, size] = decode_utf8(text, at);
    const bool joins = is_apostrophe(c) && !current.folded.empty() && word_follows(text, at + size);
    if (is_cjk(c) || (!is_word(c) && !joins)) finish();
    if (is_word(c)) {
      if (current.folded.empty()) current.at = at;
      if (current.folded.size() < longest_word) append_folded(current.folded, c);
      current.size = at + size - current.at;
    }
    if (is_cjk(c)) finish();
    at += size;
  }
  finish();
  return words;
}

bool is_stop_word(std::string_view folded) noexcept { 
  return folded.size() <= 8 && stop_words().contains(folded);
}

}  // namespace baton::inline v0::offline
