#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// A word that is searched for, and how much a hit of it counts.
struct WeightedWord {
  std::string word;
  double weight = 1.0;  ///< above 0
  bool operator==(const WeightedWord&) const = default;
};

/// How `keywords_of` reads a text.
struct KeywordOptions {
  std::vector<std::string> languages = {"en"};  ///< codes of ISO 639-1, of which the text has one
  std::size_t most = 64;                        ///< words
};

/// The different words of `text` in the order of their first occurrence, in lower case, each with the number of its
/// occurrences as weight. Words that are common in the language are dropped, unless there are only such. Looks at the first
/// 4,096. A word is a run of letters and digits; of what is written without spaces between words, two characters.
[[nodiscard]] BATON_EXPORT std::vector<WeightedWord> keywords_of(std::string_view text, const KeywordOptions& options = {});

}  // namespace baton::inline v0
