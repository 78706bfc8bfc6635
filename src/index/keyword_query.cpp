#include "keyword_query.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace baton::inline v0 {
namespace {

constexpr std::size_t most_words = 64;
// A whole page given as a query is looked at no further than this.
constexpr std::size_t most_words_read = 1024;

// Words that stand in most English questions and tell nothing about what is asked for. Sorted.
constexpr auto common_words = std::to_array<std::string_view>(
    {"a",     "about", "am",    "an",    "and",   "any",   "are",   "as",    "at",    "be",    "been",
     "by",    "can",   "could", "did",   "do",    "does",  "for",   "from",  "had",   "has",   "have",
     "how",   "i",     "if",    "in",    "into",  "is",    "it",    "its",   "may",   "me",    "my",
     "of",    "on",    "or",    "our",   "shall", "should", "so",   "some",  "such",  "than",  "that",
     "the",   "their", "them",  "there", "these", "they",  "this",  "those", "to",    "was",   "we",
     "were",  "what",  "when",  "where", "which", "who",   "why",   "will",  "with",  "would", "you",
     "your"});
static_assert(std::ranges::is_sorted(common_words));

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string lower(std::string_view word) {
  std::string result(word);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return result;
}

/// Calls `use(word)` with each word of `text` in lower case until it gives false.
template <class Use>
void each_word(std::string_view text, Use use) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_word_byte(text[end])) ++end;
    if (end > at && !use(lower(text.substr(at, end - at)))) return;
    at = std::max(end, at + 1);
  }
}

bool is_common(const std::string& word) {
  return std::ranges::binary_search(common_words, std::string_view(word));
}

}  // namespace

std::vector<std::string> text_words(std::string_view text) {
  std::vector<std::string> words;
  each_word(text, [&](std::string word) { return words.push_back(std::move(word)), true; });
  return words;
}

std::vector<std::string> query_words(std::string_view text) {
  std::vector<std::string> words;
  each_word(text, [&](std::string word) {
    if (std::ranges::find(words, word) == words.end()) words.push_back(std::move(word));
    return words.size() < most_words_read;
  });
  if (!std::ranges::all_of(words, is_common)) std::erase_if(words, is_common);
  if (words.size() > most_words) words.resize(most_words);
  return words;
}

std::string keyword_query(std::string_view text) {
  std::string query;
  for (const std::string& word : query_words(text)) {
    if (!query.empty()) query += " OR ";
    query += '"' + word + '"';
  }
  return query;
}

}  // namespace baton::inline v0
