#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace baton::inline v0 {

/// Turns free text into a query of SQLite's FTS5: the `keywords_of` the text, each quoted and as often as it
/// occurs, joined by OR. Empty when there is no word. Whatever the input, the result is valid FTS5 syntax:
/// letters and digits are all it takes over.
[[nodiscard]] std::string keyword_query(std::string_view text, const std::vector<std::string>& languages);

}  // namespace baton::inline v0
