#include "languages.hpp"

#include <algorithm>
#include <set>

#include <baton/core/error.hpp>

#include "index/text_words.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::size_t most_languages = 8;

bool is_code(std::string_view text) {
  return text.size() == 2 && std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

void check_languages(std::span<const std::string> languages) {
  const std::set<std::string> different(languages.begin(), languages.end());
  if (!languages.empty() && languages.size() <= most_languages && different.size() == languages.size() &&
      std::ranges::all_of(languages, is_code)) {
    return;
  }
  throw Error(ErrorCode::invalid_argument, "the languages of an index must be one to " + std::to_string(most_languages) +
                                               " different codes of two small letters, such as \"en\" and \"de\"");
}

std::vector<std::string> languages_or_english(std::vector<std::string> given) {
  if (given.empty()) given.emplace_back("en");
  check_languages(given);
  return given;
}

std::string joined_languages(std::span<const std::string> languages) {
  std::string text;
  for (const std::string& code : languages) text += (text.empty() ? "" : " ") + code;
  return text;
}

std::vector<std::string> split_languages(std::string_view joined) { return text_words(joined); }

void refuse_other_languages(const std::string& store, std::span<const std::string> present, std::span<const std::string> given,
                            std::string_view advice) {
  if (given.empty() || std::ranges::equal(given, present)) return;
  throw Error(ErrorCode::schema_mismatch, store + " has words of the languages '" + joined_languages(present) + "', not of '" +
                                              joined_languages(given) + "': leave `languages` out, or " + std::string(advice));
}

void refuse_languages(const std::string& store, std::span<const std::string> given) {
  if (given.empty()) return;
  throw Error(ErrorCode::unsupported, store + " cannot search by words: leave `languages` out, or keep the records in another store");
}

}  // namespace baton::inline v0
