#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <baton/core/export.hpp>

namespace baton::inline v0::detail {

/// The rows of a table, each the texts of its cells.
using TableRows = std::vector<std::vector<std::string>>;

/// A table as Markdown text.
struct TableText {
  std::string text = {};               ///< without a line end at its end
  std::vector<std::size_t> rows = {};  ///< for each line of it, the row it shows or leads to
};

/// Writes `rows` down as a table whose head is the first row. Columns and rows without any text are left out.
///
/// A long table begins anew with its head, behind a blank line, after every 800 bytes or so: a passage that
/// is cut out of its middle says what its columns are. More than `max_cells` is `limit_exceeded`.
BATON_EXPORT TableText table_text(const TableRows& rows, std::size_t max_cells);

}  // namespace baton::inline v0::detail
