#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "document/cut.hpp"

namespace baton::inline v0::detail {

/// A place where a structured text may be cut, before the byte at `at`; the lowest rank is best.
struct RankedCut {
  std::size_t at = 0;
  std::size_t rank = 0;
};

/// Divides `text` into ranges of at most `size` bytes (at least 32) that cover it, at the last of
/// the best cuts in each window. A window without any is cut at a line, a word, or at last a code
/// point. `cuts` ascend. Reads no byte more often than eight times.
[[nodiscard]] std::vector<ByteRange> pack(std::string_view text, const std::vector<RankedCut>& cuts,
                                          std::size_t size);

/// At the lines of source code: the less a line is indented the better; comments, attributes and
/// decorators stay with what they are about, and closing brackets with what they close.
[[nodiscard]] std::vector<RankedCut> code_cuts(std::string_view text);

/// Behind the commas of JSON, and behind each line of JSON Lines; the rank is the depth. Takes any
/// text: brackets and strings are followed, nothing is validated.
[[nodiscard]] std::vector<RankedCut> json_cuts(std::string_view text);

/// At the ends of sentences.
[[nodiscard]] std::vector<RankedCut> sentence_cuts(std::string_view text);

}  // namespace baton::inline v0::detail
