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

/// The different words of `text` in the order of their first occurrence, in lower case (of ASCII), each with
/// the number of its occurrences as weight. Common English words are dropped, unless there are only such.
/// At most `most` words of the first 4,096. A word is a run of letters, digits and non-ASCII bytes.
[[nodiscard]] BATON_EXPORT std::vector<WeightedWord> keywords_of(std::string_view text, std::size_t most = 64);

}  // namespace baton::inline v0
