#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/retrieval/citation.hpp>

namespace baton::inline v0 {

/// The chunk as the passage of that number.
[[nodiscard]] Citation citation_of(const Chunk& chunk, std::size_t number);

namespace detail {

/// How long the citation is that `text` begins with, as "[1]", "[2, 3]" or "[2;3]"; 0 when there is none. Its numbers are added
/// to `numbers`.
[[nodiscard]] BATON_EXPORT std::size_t read_citation(std::string_view text, std::vector<std::size_t>& numbers);

/// The text without citations, the blanks before them and those it begins with. Numbers in brackets that are part of a
/// word, as in "list[0]", stay unless one of them is that of a passage.
[[nodiscard]] std::string without_citations(std::string_view text, std::size_t passages);

}  // namespace detail
}  // namespace baton::inline v0
