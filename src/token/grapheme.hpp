#pragma once

#include <cstddef>
#include <string_view>

namespace baton::inline v0::token {

/// The bytes of the extended grapheme cluster (UAX #29) at the beginning of a well-formed text that is not empty.
/// Left out are the rules for emoji joined by ZWJ and for consonants of India joined by a virama, the clusters of
/// which are always longer than those that `CharsMap` looks at.
[[nodiscard]] std::size_t grapheme_size(std::string_view text);

}  // namespace baton::inline v0::token
