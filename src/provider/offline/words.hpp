#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace baton::inline v0::offline {

/// A word of a text: `folded` is in lower case without accents, `at` and `size` are its bytes.
struct Word {
  std::string folded;
  std::size_t at = 0;
  std::size_t size = 0;
};

/// The words of `text` in order: runs of letters and digits; a CJK ideograph is a word of its own; an
/// apostrophe inside a word is dropped ("don't" is "dont"). Words are cut at 64 bytes.
[[nodiscard]] std::vector<Word> split_words(std::string_view text);

/// Whether a folded English word carries no topic of its own ("the", "which").
[[nodiscard]] bool is_stop_word(std::string_view folded) noexcept;

/// The stem of a folded English word after M. F. Porter, "An algorithm for suffix stripping",
/// Program 14(3), 1980. Words that are not all a-z stay as they are.
[[nodiscard]] std::string stem(std::string_view folded);

}  // namespace baton::inline v0::offline
