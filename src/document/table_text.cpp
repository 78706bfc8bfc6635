#include "document/table_text.hpp"

#include <algorithm>
#include <string_view>

#include <baton/core/error.hpp>

#include "document/markdown_writer.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr std::size_t bytes_under_a_head = 800;
/// A wide head is repeated more seldom: it is at most a fifth of the text.
constexpr std::size_t heads_under_a_head = 4;

/// A cell's text on one line, with its bars escaped so that the columns stay what they are.
void append_cell_text(std::string& out, std::string_view text) {
  for (const char c : trimmed(text)) {
    if (c == '|') out += '\\';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
}

/// The columns in which any row has text.
std::vector<std::size_t> used_columns(const TableRows& rows) {
  std::vector<bool> used;
  for (const auto& row : rows) {
    if (row.size() > used.size()) used.resize(row.size());
    for (std::size_t at = 0; at < row.size(); ++at) {
      if (!trimmed(row[at]).empty()) used[at] = true;
    }
  }
  std::vector<std::size_t> columns;
  for (std::size_t at = 0; at < used.size(); ++at) {
    if (used[at]) columns.push_back(at);
  }
  return columns;
}

bool is_blank_row(const std::vector<std::string>& row) {
  return std::ranges::all_of(row, [](const std::string& cell) { return trimmed(cell).empty(); });
}

std::string row_text(const std::vector<std::string>& row, const std::vector<std::size_t>& columns) {
  std::string line = "|";
  for (const std::size_t column : columns) {
    line += ' ';
    if (column < row.size()) append_cell_text(line, row[column]);
    line += " |";
  }
  return line;
}

}  // namespace

TableText table_text(const TableRows& rows, std::size_t max_cells) {
  TableText out;
  const std::vector<std::size_t> columns = used_columns(rows);
  if (columns.empty()) return out;
  if (rows.size() > max_cells / columns.size()) {
    throw Error(ErrorCode::limit_exceeded, "a table has more than " + std::to_string(max_cells) +
                                               " cells: raise limits.items to read it");
  }
  const auto add = [&](std::string_view line, std::size_t row) {
    if (!out.rows.empty()) out.text += '\n';
    out.text += line;
    out.rows.push_back(row);
  };
  std::string rule = "|";
  for (std::size_t at = 0; at < columns.size(); ++at) rule += "---|";
  std::string head;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (is_blank_row(rows[at])) continue;
    const std::string line = row_text(rows[at], columns);
    const bool first = head.empty();
    if (first) head = line;
    const std::size_t most = std::max(bytes_under_a_head, heads_under_a_head * head.size());
    const bool anew = !first && out.text.size() + line.size() > begin + most;
    if (anew) {
      add({}, at);
      begin = out.text.size();
      add(head, at);
    }
    if (first) add(head, at);
    if (first || anew) add(rule, at);
    if (!first) add(line, at);
  }
  return out;
}

}  // namespace baton::inline v0::detail
