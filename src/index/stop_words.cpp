#include "stop_words.hpp"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "stop_word_lists.hpp"

namespace baton::inline v0 {
namespace {

using Words = std::unordered_set<std::string_view>;

Words words_between_spaces(std::string_view list) {
  Words words;
  while (!list.empty()) {
    const std::string_view word = list.substr(0, list.find(' '));
    if (!word.empty()) words.insert(word);
    list.remove_prefix(std::min(word.size() + 1, list.size()));
  }
  return words;
}

const Words& stop_words(std::string_view language) {
  static const auto lists = [] {
    std::map<std::string_view, Words> all;
    for (const StopWordList& each : stop_word_lists) all.emplace(each.language, words_between_spaces(each.words));
    return all;
  }();
  static const Words none;
  const auto found = lists.find(language);
  return found == lists.end() ? none : found->second;
}

}  // namespace

bool is_stop_word(std::string_view word, std::string_view language) { return stop_words(language).contains(word); }

std::size_t likely_language(std::span<const std::string> words, std::span<const std::string> languages) {
  std::size_t best = 0;
  std::size_t most = 0;
  for (std::size_t i = 0; i < languages.size(); ++i) {
    const Words& common = stop_words(languages[i]);
    const auto hits = static_cast<std::size_t>(std::ranges::count_if(words, [&](const std::string& word) { return common.contains(word); }));
    if (hits > most) most = hits, best = i;
  }
  return best;
}

}  // namespace baton::inline v0
