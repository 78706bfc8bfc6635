#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>

struct sb_stemmer;

namespace baton::inline v0 {

/// What words of some languages are filed under: their stems (Snowball) without accents. A text is filed in its own language;
/// a word of a question is looked up under its form in each of them. One thread.
class BATON_EXPORT WordForms {
 public:
  /// Throws as `check_languages`. A language that Snowball does not know has no stems.
  explicit WordForms(std::vector<std::string> languages);

  [[nodiscard]] const std::vector<std::string>& languages() const noexcept { return languages_; }
  /// The form of `word`, which is in lower case, in the language of that place. Empty for marks that stand alone.
  [[nodiscard]] std::string form(const std::string& word, std::size_t language) const;
  /// The different forms of `word` in all languages.
  [[nodiscard]] std::vector<std::string> all_forms(const std::string& word) const;
  /// The place of the language whose common words the text has most of.
  [[nodiscard]] std::size_t language_of(std::string_view text) const;

 private:
  struct Delete {
    void operator()(sb_stemmer* stemmer) const noexcept;
  };
  std::vector<std::string> languages_;
  std::vector<std::unique_ptr<sb_stemmer, Delete>> stemmers_;  ///< of each language; null without stems
};

/// Calls `use` with the forms of a text's words in their order, until it returns false.
BATON_EXPORT void for_each_filed_word(std::string_view text, const WordForms& forms,
                                      const std::function<bool(const std::string& word)>& use);

/// The different forms of the words of a question that matter (`keywords_of`).
[[nodiscard]] BATON_EXPORT std::vector<std::string> wanted_words(std::string_view question, const WordForms& forms);

}  // namespace baton::inline v0
