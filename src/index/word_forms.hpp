#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

struct sb_stemmer;

namespace baton::inline v0 {

/// What words of some languages are filed under: their stems (Snowball) without accents. One thread.
class WordForms {
 public:
  /// Throws `invalid_argument` unless `languages` are one to eight different codes of ISO 639-1, of two small letters. A
  /// language that Snowball does not know has no stems.
  explicit WordForms(std::vector<std::string> languages);

  [[nodiscard]] const std::vector<std::string>& languages() const noexcept { return languages_; }
  /// The form of `word`, which is in lower case, in the language of that place.
  [[nodiscard]] std::string form(const std::string& word, std::size_t language) const;

 private:
  struct Delete {
    void operator()(sb_stemmer* stemmer) const noexcept;
  };
  std::vector<std::string> languages_;
  std::vector<std::unique_ptr<sb_stemmer, Delete>> stemmers_;  ///< of each language; null without stems
};

}  // namespace baton::inline v0
