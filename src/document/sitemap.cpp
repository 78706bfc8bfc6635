#include "document/sitemap.hpp"

#include <algorithm>

#include <baton/core/error.hpp>

#include "document/markdown_writer.hpp"
#include "document/xml_tree.hpp"

namespace baton::inline v0::detail {
namespace {

std::vector<SitemapEntry> of_lines(std::string_view text, const Limits& limits) {
  std::vector<SitemapEntry> entries;
  while (!text.empty() && entries.size() < limits.items) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (!trimmed(line).empty()) entries.push_back({.url = std::string(trimmed(line))});
  }
  return entries;
}

}  // namespace

std::vector<SitemapEntry> parse_sitemap(std::string_view bytes, const Limits& limits) {
  const std::string text = decode_xml(bytes);
  if (!trimmed(text).starts_with('<')) return of_lines(text, limits);
  pugi::xml_document xml;
  parse_xml(text, limits, xml);
  const pugi::xml_node root = xml.document_element();
  const bool index = local_name(root) == "sitemapindex";
  if (!index && local_name(root) != "urlset")
    throw Error(ErrorCode::parse_error, "it is no sitemap: its root is neither urlset nor sitemapindex");
  std::vector<SitemapEntry> entries;
  for (const pugi::xml_node& entry : root) {
    const std::string url = inner_text(child(entry, "loc"));
    if (trimmed(url).empty()) continue;
    const std::string modified = inner_text(child(entry, "lastmod"));
    entries.push_back({std::string(trimmed(url)), std::string(trimmed(modified)), index});
  }
  return entries;
}

}  // namespace baton::inline v0::detail
