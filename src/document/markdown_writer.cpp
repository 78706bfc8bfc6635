#include "document/markdown_writer.hpp"

#include <algorithm>
#include <utility>

#include <baton/core/error.hpp>

namespace baton::inline v0::detail {
namespace {

/// A cell's text on one line, with its bars escaped so that the columns stay what they are.
void append_cell(std::string& out, std::string_view text) {
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

bool is_blank(const std::vector<std::string>& row) {
  return std::ranges::all_of(row, [](const std::string& cell) { return trimmed(cell).empty(); });
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  const std::size_t first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

Document MarkdownWriter::take_document() {
  Document document;
  document.title = std::move(first_heading_);
  document.text = std::move(text_);
  document.media_type = "text/markdown";
  document.page_starts = std::move(pages_);
  return document;
}

std::string markdown_link(std::string_view text, std::string_view target) {
  if (target.empty() || target.starts_with('#') || target == text) return std::string(text);
  if (trimmed(text).empty()) return {};
  return "[" + std::string(text) + "](" + std::string(target) + ")";
}

void MarkdownWriter::separate() {
  if (!text_.empty() && !text_.ends_with("\n\n")) text_ += in_list_ ? "\n" : "\n\n";
  in_list_ = false;
}

void MarkdownWriter::heading(std::size_t level, std::string_view text) {
  std::string line(trimmed(text));
  std::ranges::replace(line, '\n', ' ');
  if (line.empty()) return;
  if (in_list_) text_ += '\n';
  separate();
  text_.append(std::clamp<std::size_t>(level, 1, 6), '#') += ' ';
  text_ += line;
  if (first_heading_.empty()) first_heading_ = std::move(line);
}

void MarkdownWriter::paragraph(std::string_view text) {
  const std::string_view body = trimmed(text);
  if (body.empty()) return;
  if (in_list_) text_ += '\n';
  separate();
  text_ += body;
}

void MarkdownWriter::item(std::size_t depth, std::string_view marker, std::string_view text) {
  const std::string_view body = trimmed(text);
  if (body.empty()) return;
  separate();
  text_.append(2 * std::min<std::size_t>(depth, 16), ' ');
  text_ += marker;
  text_ += ' ';
  text_ += body;
  in_list_ = true;
}

void MarkdownWriter::table(const TableRows& rows, std::size_t max_cells) {
  const std::vector<std::size_t> columns = used_columns(rows);
  if (columns.empty()) return;
  if (rows.size() > max_cells / columns.size()) {
    throw Error(ErrorCode::limit_exceeded, "a table has more than " + std::to_string(max_cells) +
                                               " cells: raise limits.items to read it");
  }
  if (in_list_) text_ += '\n';
  separate();
  bool head = true;
  for (const auto& row : rows) {
    if (is_blank(row)) continue;
    if (!head) text_ += '\n';
    text_ += '|';
    for (const std::size_t column : columns) {
      text_ += ' ';
      if (column < row.size()) append_cell(text_, row[column]);
      text_ += " |";
    }
    if (std::exchange(head, false)) {
      text_ += "\n|";
      for (std::size_t at = 0; at < columns.size(); ++at) text_ += "---|";
    }
  }
}

void MarkdownWriter::page() {
  // The separator of the next block belongs to the page before.
  if (!text_.empty() && !text_.ends_with('\n')) text_ += "\n\n";
  pages_.push_back(text_.size());
  in_list_ = false;
}

}  // namespace baton::inline v0::detail
