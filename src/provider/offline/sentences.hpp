#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace baton::inline v0::offline {

enum class UnitKind : std::uint8_t { sentence, item, code, row, heading };

/// The smallest piece that is quoted: a sentence, a list item, a table row, a block of code.
struct Unit {
  UnitKind kind = UnitKind::sentence;
  std::string text;             ///< light Markdown and HTML markup removed, code as it stands
  std::size_t paragraph = 0;    ///< counts the blocks of the passage; a list is one block
  std::string heading;          ///< the heading it stands under, or empty
};

/// The units of a Markdown or plain text, in order. Linear in its length.
[[nodiscard]] std::vector<Unit> split_units(std::string_view text);

/// The sentences of running text. Knows common English abbreviations and the CJK full stops.
[[nodiscard]] std::vector<std::string> split_sentences(std::string_view text);

/// `text` without emphasis marks, link targets, images and common HTML tags; code spans stay.
[[nodiscard]] std::string strip_markup(std::string_view text);

}  // namespace baton::inline v0::offline
