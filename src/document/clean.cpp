#include <baton/document/clean.hpp>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <baton/document/language.hpp>

#include "document/normal_text.hpp"
#include "document/page_furniture.hpp"

namespace baton::inline v0 {
namespace {

/// The lines of a text, the last one without a line end.
std::vector<detail::PageLine> lines_of(const Document& document) {
  std::vector<detail::PageLine> lines;
  std::size_t page = 0;
  const auto& starts = document.page_starts;
  for (std::size_t at = 0; at <= document.text.size();) {
    const std::size_t end = std::min(document.text.find('\n', at), document.text.size());
    while (page < starts.size() && starts[page] <= at) ++page;
    lines.push_back({document.text.substr(at, end - at), page});
    at = end + 1;
  }
  return lines;
}

std::string cleaned_line(std::string_view line, const CleanOptions& options) {
  const std::string seen = options.invisible ? detail::without_invisible(line) : std::string(line);
  return detail::normalized(seen, options.form);
}

std::uint32_t source_line(const std::vector<std::uint32_t>& known, std::size_t line) {
  return known.empty() ? static_cast<std::uint32_t>(line + 1) : known[std::min(line, known.size() - 1)];
}

void note_language(Document& document) {
  const nlohmann::json& metadata = document.metadata.ref();
  if (metadata.is_object() && metadata.contains("language")) return;
  const std::string_view language = guess_language(document.text);
  if (!language.empty()) document.metadata.ref()["language"] = language;
}

}  // namespace

Document clean(Document document, const CleanOptions& options) {
  const std::vector<detail::PageLine> lines = lines_of(document);
  std::vector<bool> dropped(lines.size());
  if (options.page_furniture) dropped = detail::page_furniture(lines);
  const bool some = std::ranges::find(dropped, true) != dropped.end();
  const std::vector<std::uint32_t> known = std::move(document.source_lines);
  const bool mapped = some || !known.empty();
  std::string text;
  std::vector<std::size_t> starts;
  document.source_lines.clear();
  for (std::size_t at = 0; at < lines.size(); ++at) {
    while (starts.size() < lines[at].page) starts.push_back(text.size());
    if (dropped[at]) continue;
    text += cleaned_line(lines[at].text, options);
    if (at + 1 < lines.size()) text += '\n';
    if (mapped) document.source_lines.push_back(source_line(known, at));
  }
  while (starts.size() < document.page_starts.size()) starts.push_back(text.size());
  document.text = std::move(text);
  document.page_starts = std::move(starts);
  if (options.language) note_language(document);
  return document;
}

std::string name_of(const CleanOptions& options) {
  std::string name = options.form == NormalForm::none ? "" : options.form == NormalForm::nfc ? "nfc" : "nfkc";
  if (options.invisible) name += " invisible";
  if (options.page_furniture) name += " furniture";
  if (options.language) name += " language";
  return name;
}

}  // namespace baton::inline v0
