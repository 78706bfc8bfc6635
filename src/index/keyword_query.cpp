#include "keyword_query.hpp"

#include <cstddef>

#include <baton/index/keywords.hpp>

namespace baton::inline v0 {
namespace {

// FTS5 scores a word named twice twice. More than so many times is a page, not a question.
constexpr std::size_t most_repeats = 4;

}  // namespace

std::string keyword_query(std::string_view text, const std::vector<std::string>& languages) {
  std::string query;
  for (const WeightedWord& word : keywords_of(text, {.languages = languages})) {
    for (std::size_t i = 0; i < most_repeats && static_cast<double>(i) < word.weight; ++i) {
      if (!query.empty()) query += " OR ";
      query += '"' + word.word + '"';
    }
  }
  return query;
}

}  // namespace baton::inline v0
