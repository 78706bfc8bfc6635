#pragma once

#include <span>
#include <string>
#include <vector>

#include "storage/sqlite.hpp"

namespace baton::inline v0 {

/// Gives a connection the tokenizer `baton_words` of FTS5, without which the keyword index cannot be used. Its arguments are
/// languages. A text is filed under the forms its words have in its own language, as the common words in it tell; a word of
/// a query is looked for under its form in each of the languages. (sqlite.org/fts5.html, sections 7 and 7.1.1.)
void add_word_tokenizer(sqlite::Database& database);

/// The table of the keyword index, and the note of its languages.
[[nodiscard]] std::string create_words(std::span<const std::string> languages);

/// The languages of a keyword index.
[[nodiscard]] std::vector<std::string> stored_languages(sqlite::Database& database);

}  // namespace baton::inline v0
