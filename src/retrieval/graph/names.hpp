#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace baton::inline v0::graph {

/// What makes two names the same entity: ASCII letters in lower case, white space as single blanks.
[[nodiscard]] std::string folded_name(std::string_view name);

/// The words of a text in lower case (of ASCII): runs of letters, digits and non-ASCII bytes. At most `most`.
[[nodiscard]] std::vector<std::string> words_in(std::string_view text, std::size_t most);

/// Words [first, last) with blanks between.
[[nodiscard]] std::string joined_words(const std::vector<std::string>& words, std::size_t first, std::size_t last);

}  // namespace baton::inline v0::graph
