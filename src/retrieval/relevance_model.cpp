#include "relevance_model.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace baton::inline v0 {
namespace {

constexpr std::size_t most_words_of_passage = 2'000;

double total_weight(const std::vector<WeightedWord>& words) {
  double sum = 0.0;
  for (const WeightedWord& word : words) sum += word.weight;
  return sum;
}

/// How probable each word is in a passage like these, the better ones counting more.
std::vector<WeightedWord> typical_words(std::span<const ScoredChunk> best, const std::vector<std::string>& languages, std::size_t most) {
  std::map<std::string, double> sums;
  for (const ScoredChunk& each : best) {
    const auto words = keywords_of(each.chunk.text, {.languages = languages, .most = most_words_of_passage});
    const double length = total_weight(words);
    for (const WeightedWord& word : words) sums[word.word] += each.score * word.weight / length;
  }
  std::vector<WeightedWord> result;
  for (const auto& [word, sum] : sums) result.push_back({word, sum});
  std::ranges::stable_sort(result, std::ranges::greater(), &WeightedWord::weight);
  if (result.size() > most) result.resize(most);
  return result;
}

}  // namespace

std::vector<WeightedWord> widened(std::string_view query, std::span<const ScoredChunk> best,
                                  const std::vector<std::string>& languages, const FeedbackOptions& options) {
  const auto asked = keywords_of(query, {.languages = languages});
  const auto added = typical_words(best, languages, options.words);
  const double asked_weight = total_weight(asked);
  const double added_weight = total_weight(added);
  const double share = added_weight > 0.0 ? options.share : 0.0;
  std::map<std::string, double> mixed;
  for (const auto& word : asked) mixed[word.word] += (1.0 - share) * word.weight / asked_weight;
  for (const auto& word : added) mixed[word.word] += share > 0.0 ? share * word.weight / added_weight : 0.0;
  std::vector<WeightedWord> result;
  for (const auto& [word, weight] : mixed) {
    if (weight > 0.0) result.push_back({word, weight});
  }
  return result;
}

}  // namespace baton::inline v0
