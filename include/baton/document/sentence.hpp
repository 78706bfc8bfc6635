#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// Where the sentences of `text` end, in bytes, ascending; the last is the text's end. The white
/// space behind a sentence belongs to it. Nothing for an empty text.
///
/// The rules are those of Unicode (UAX #29, sentence boundaries), with two changes that prose
/// needs: no sentence ends behind an abbreviation ("Dr.", "e.g.", "z. B.") or an initial ("J. S.
/// Bach"), and a single line end does not end a sentence, only a blank line does: text is often
/// wrapped. Abbreviations of English, German, French, Spanish and Italian are known.
///
/// Expects UTF-8; ill-formed bytes count as characters. Linear in the text. Thread-safe. Throws
/// `limit_exceeded` beyond 2 GiB, and `internal` when the system's Unicode data cannot be read.
[[nodiscard]] BATON_EXPORT std::vector<std::size_t> sentence_ends(std::string_view text);

}  // namespace baton::inline v0
