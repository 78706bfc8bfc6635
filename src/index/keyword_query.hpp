#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// The different words of free text in lower case that a search goes by: common English ones dropped (unless there
/// are only such), at most 64. Letters, digits and non-ASCII bytes make a word.
[[nodiscard]] BATON_EXPORT std::vector<std::string> query_words(std::string_view text);

/// All words of `text` in their order, in lower case.
[[nodiscard]] std::vector<std::string> text_words(std::string_view text);

/// Turns free text into a query of SQLite's FTS5: its `query_words` quoted, joined by OR. Empty
/// when there is no word. Whatever the input, the result is valid FTS5 syntax.
[[nodiscard]] std::string keyword_query(std::string_view text);

}  // namespace baton::inline v0
