#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace baton::inline v0::detail {

/// A sentence that cites passages, by their numbers.
struct CitedSentence {
  std::string text;
  std::vector<std::size_t> passages;
};

/// The sentences of `answer` with at least one citation, as [1], [2, 3] or [1][4]. A sentence ends with ".", "!" or
/// "?" and its citations before white space, or with its line.
[[nodiscard]] std::vector<CitedSentence> cited_sentences(std::string_view answer);

}  // namespace baton::inline v0::detail
