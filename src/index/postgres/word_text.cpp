#include "index/postgres/word_text.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

namespace baton::inline v0 {
namespace {

// A tsvector's own limits (postgresql.org/docs, "Text Search Types: Limitations"), of which some bytes are left.
constexpr std::size_t most_bytes = 1'000'000;
constexpr std::size_t longest_word = 2'000;
constexpr std::size_t last_place = 16'383;
constexpr std::size_t most_places = 255;

constexpr std::size_t bytes_beside_word = 4;
constexpr std::size_t bytes_of_place = 2;

using Places = std::map<std::string, std::vector<std::size_t>>;

Places places_of(std::string_view text, const WordForms& forms) {
  Places places;
  std::size_t bytes = 0;
  std::size_t place = 0;
  for_each_filed_word(text, forms, [&](const std::string& word) {
    place = std::min(place + 1, last_place);
    if (word.size() > longest_word) return true;
    const auto [found, is_new] = places.try_emplace(word);
    std::vector<std::size_t>& at = found->second;
    if (is_new) bytes += word.size() + bytes_beside_word;
    if (at.size() == most_places || (!at.empty() && at.back() == place)) return true;
    at.push_back(place);
    bytes += bytes_of_place;
    return bytes <= most_bytes;
  });
  return places;
}

}  // namespace

// Words are letters, digits and their marks: none means anything between the quotes.
std::string words_text(std::string_view text, const WordForms& forms) {
  std::string result;
  for (const auto& [word, places] : places_of(text, forms)) {
    char between = ':';
    result += "'" + word + "'";
    for (const std::size_t place : places) result += std::exchange(between, ',') + std::to_string(place);
    result += ' ';
  }
  return result;
}

std::string any_word_text(std::string_view question, const WordForms& forms) {
  std::string result;
  for (const std::string& word : wanted_words(question, forms)) {
    if (word.size() <= longest_word) result += (result.empty() ? "'" : "|'") + word + "'";
  }
  return result;
}

}  // namespace baton::inline v0
