#include "document/csv_loader.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "document/delimited.hpp"
#include "document/text_loader.hpp"

namespace baton::inline v0::detail {
namespace {

/// What spreadsheets write in front of a table: "sep=;" and a line end.
bool tells_separator(std::string_view text) {
  return text.size() > 5 && text.starts_with("sep=") && (text[5] == '\n' || text[5] == '\r');
}

}  // namespace

bool CsvLoader::takes(std::string_view media_type) const {
  return media_type == "text/csv" || media_type == "text/tab-separated-values";
}

Result<Loaded> CsvLoader::load(const LoadInput& input, const LoadOptions& options, const Context& context) const {
  const auto decoded = decode_text(input.bytes);
  if (!decoded) return decoded.error();
  std::string_view text = decoded->text;
  char separator = input.media_type == "text/csv" ? separator_of(text) : '\t';
  std::uint32_t shift = 0;
  if (tells_separator(text)) {
    separator = text[4];
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    shift = 1;
  }
  const DelimitedTable table = parse_delimited(text, separator, options.limits, context);
  TableText shown = table_text(table.rows, options.limits.items);
  Document document;
  document.metadata = encoding_metadata(*decoded);
  document.media_type = "text/markdown";
  document.text = std::move(shown.text);
  for (const std::size_t row : shown.rows) document.source_lines.push_back(table.lines[row] + shift);
  return only(std::move(document));
}

}  // namespace baton::inline v0::detail
