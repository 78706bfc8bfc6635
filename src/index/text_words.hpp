#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace baton::inline v0 {

/// The words of a text in their order, in lower case: runs of letters, digits, and the marks on them. What is written
/// without spaces between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese) comes as overlapping pairs of characters, as
/// search engines do where they have no dictionary; a single character comes alone. The text must outlive it.
class WordReader {
 public:
  explicit WordReader(std::string_view text) : text_(text) {}

  /// Goes to the next word; false after the last.
  bool next();
  [[nodiscard]] const std::string& word() const noexcept { return word_; }
  /// Where the word stands in the text.
  [[nodiscard]] std::size_t begin() const noexcept { return begin_; }
  [[nodiscard]] std::size_t end() const noexcept { return end_; }

 private:
  void take_run(std::size_t at);
  bool take_pair(std::size_t behind);

  std::string_view text_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t at_ = 0;
  bool in_pairs_ = false;  ///< the character at `at_` was the second of a pair
  std::string word_;
};

/// All words of `text`.
[[nodiscard]] std::vector<std::string> text_words(std::string_view text);

}  // namespace baton::inline v0
