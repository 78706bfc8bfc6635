#include "document/markdown_writer.hpp"

#include <algorithm>
#include <utility>

namespace baton::inline v0::detail {

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
  const TableText table = table_text(rows, max_cells);
  if (table.text.empty()) return;
  if (in_list_) text_ += '\n';
  separate();
  text_ += table.text;
}

void MarkdownWriter::page() {
  // The separator of the next block belongs to the page before.
  if (!text_.empty() && !text_.ends_with('\n')) text_ += "\n\n";
  pages_.push_back(text_.size());
  in_list_ = false;
}

}  // namespace baton::inline v0::detail
