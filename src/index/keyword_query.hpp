#pragma once

#include <string>
#include <string_view>

namespace baton::inline v0 {

/// Turns free text into a query of SQLite's FTS5: each word quoted, joined by OR, common English words
/// dropped (unless there are only such), at most 64 different words. Empty when there is no word. Whatever the
/// input, the result is valid FTS5 syntax: letters, digits and non-ASCII bytes are all it takes over.
[[nodiscard]] std::string keyword_query(std::string_view text);

}  // namespace baton::inline v0
