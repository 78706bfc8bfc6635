#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace baton::inline v0 {

/// Bytes of a text: [begin, end).
struct QuotePlace {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Where `text` says what `quote` says: the same words, however white space, the case of ASCII letters, and
/// quotation marks are written. Nothing for a quote of less than 8 bytes, unless it is the whole text.
[[nodiscard]] std::optional<QuotePlace> find_quote(std::string_view text, std::string_view quote);

}  // namespace baton::inline v0
