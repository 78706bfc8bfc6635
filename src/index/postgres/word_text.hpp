#pragma once

#include <string>
#include <string_view>

#include "index/word_forms.hpp"

namespace baton::inline v0 {

/// The words of a text as Postgres reads a `tsvector`: 'form':1,7 'other':2. As many of the first ones as one can hold.
[[nodiscard]] std::string words_text(std::string_view text, const WordForms& forms);

/// Any of the words of a question as it reads a `tsquery`: 'form'|'other'. Empty when there are none.
[[nodiscard]] std::string any_word_text(std::string_view question, const WordForms& forms);

}  // namespace baton::inline v0
