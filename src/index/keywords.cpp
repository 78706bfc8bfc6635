#include <baton/index/keywords.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "index/query_words.hpp"

namespace baton::inline v0 {
namespace {

// A whole page given as a query is looked at no further than this.
constexpr std::size_t most_words_read = 4096;

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

std::vector<WeightedWord> words_of(std::string_view text) {
  std::vector<WeightedWord> words;
  std::map<std::string, std::size_t> places;
  std::size_t read = 0;
  for_each_word(text, [&](std::string word) {
    const auto [place, is_new] = places.try_emplace(word, words.size());
    if (is_new) words.push_back({std::move(word), 0.0});
    words[place->second].weight += 1.0;
    return ++read < most_words_read;
  });
  return words;
}

bool is_common(const WeightedWord& word) {
  return std::ranges::binary_search(common_words, std::string_view(word.word));
}

}  // namespace

std::vector<WeightedWord> keywords_of(std::string_view text, std::size_t most) {
  std::vector<WeightedWord> words = words_of(text);
  if (!std::ranges::all_of(words, is_common)) std::erase_if(words, is_common);
  if (words.size() > most) words.resize(most);
  return words;
}

}  // namespace baton::inline v0
