#pragma once

#include <cstdint>
#include <string>

#include <baton/core/export.hpp>
#include <baton/document/document.hpp>

namespace baton::inline v0 {

/// Which of Unicode's normal forms (UAX #15) a text is brought into.
enum class NormalForm : std::uint8_t {
  none,
  nfc,   ///< letters and their accents as one character where there is one: looks the same
  nfkc,  ///< also ligatures, full-width letters and the like as what they stand for
};

/// What is cleaned in a document before it is split.
struct CleanOptions {
  NormalForm form = NormalForm::nfc;
  /// Removes what a reader does not see: control characters, soft hyphens, zero-width spaces, marks of direction
  /// and the tag characters in which instructions can be hidden. Spaces that do not break become spaces.
  bool invisible = true;
  /// Removes the heads and feet of pages: lines that two fifths of at least three pages have in common at their
  /// top or bottom, also when a number in them counts the pages. Page association after X. Lin: "Header and
  /// Footer Extraction by Page-Association", 2003.
  bool page_furniture = true;
  /// Notes the language in `metadata["language"]` where the file does not tell one; see `guess_language`.
  bool language = true;
};

/// The document with a cleaner text. Lines and pages are followed: `source_lines` and `page_starts` are right for
/// the new text. Thread-safe.
///
///     for (Document& document : loaded.documents) document = clean(std::move(document));
[[nodiscard]] BATON_EXPORT Document clean(Document document, const CleanOptions& options = {});

/// The options in words, "nfc invisible furniture language": equal exactly when the options are.
[[nodiscard]] BATON_EXPORT std::string name_of(const CleanOptions& options);

}  // namespace baton::inline v0
