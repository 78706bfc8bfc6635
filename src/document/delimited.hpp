#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/limits.hpp>

#include "document/table_text.hpp"

namespace baton::inline v0::detail {

/// A file of separated values: its rows, and the line of the file each begins at, counted from 1.
struct DelimitedTable {
  TableRows rows = {};
  std::vector<std::uint32_t> lines = {};
};

/// The separator of a CSV file by its first record: the most frequent of , ; tab and | outside of quotes.
char separator_of(std::string_view text);

/// Reads separated values (RFC 4180): cells in quotes may hold separators, line ends and doubled quotes. A
/// quote within a cell that does not begin with one is text, as spreadsheets have it. `parse_error` names the
/// line where a quote was opened that nothing closes; more cells than `limits.items` are `limit_exceeded`.
DelimitedTable parse_delimited(std::string_view text, char separator, const Limits& limits, const Context& context);

}  // namespace baton::inline v0::detail
