#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace baton::inline v0 {

/// Whether `word`, in lower case, is common in `language` (ISO 639-1). Never in a language without a list.
[[nodiscard]] bool is_stop_word(std::string_view word, std::string_view language);

/// Which of `languages` has most of `words` among its common ones; the first where none is ahead.
[[nodiscard]] std::size_t likely_language(std::span<const std::string> words, std::span<const std::string> languages);

}  // namespace baton::inline v0
