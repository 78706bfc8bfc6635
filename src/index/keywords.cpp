#include <baton/index/keywords.hpp>

#include <algorithm>
#include <map>
#include <utility>

#include "index/stop_words.hpp"
#include "index/text_words.hpp"

namespace baton::inline v0 {
namespace {

// A whole page given as a query is looked at no further than this.
constexpr std::size_t most_words_read = 4096;

std::vector<WeightedWord> counted(const std::vector<std::string>& words) {
  std::vector<WeightedWord> different;
  std::map<std::string_view, std::size_t> places;
  for (const std::string& word : words) {
    const auto [place, is_new] = places.try_emplace(word, different.size());
    if (is_new) different.push_back({word, 0.0});
    different[place->second].weight += 1.0;
  }
  return different;
}

}  // namespace

std::vector<WeightedWord> keywords_of(std::string_view text, const KeywordOptions& options) {
  std::vector<std::string> read;
  for (WordReader reader(text); read.size() < most_words_read && reader.next();) read.push_back(reader.word());
  std::vector<WeightedWord> words = counted(read);
  const std::string language = options.languages.empty() ? std::string() : options.languages[likely_language(read, options.languages)];
  const auto is_common = [&](const WeightedWord& word) { return is_stop_word(word.word, language); };
  if (!std::ranges::all_of(words, is_common)) std::erase_if(words, is_common);
  if (words.size() > options.most) words.resize(options.most);
  return words;
}

}  // namespace baton::inline v0
