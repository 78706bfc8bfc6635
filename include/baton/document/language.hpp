#pragma once

#include <string_view>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// The language of a text as a code of ISO 639-1 ("en", "de", "ja"); empty when it is not clear.
///
/// Cheap: the script decides where one language is written in it; for Latin and Cyrillic letters the most frequent
/// words of 18 languages are counted in the first 4,000 bytes. Needs some 20 words of prose. Thread-safe.
[[nodiscard]] BATON_EXPORT std::string_view guess_language(std::string_view text);

}  // namespace baton::inline v0
