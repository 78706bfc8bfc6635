#include "document/feed_loader.hpp"

#include <initializer_list>
#include <sstream>
#include <string>
#include <utility>

#include "document/html_loader.hpp"
#include "document/markdown_writer.hpp"
#include "document/text_loader.hpp"
#include "document/xml_tree.hpp"

namespace baton::inline v0::detail {
namespace {

/// The text of the first child of one of these names.
std::string first_text(const pugi::xml_node& node, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const pugi::xml_node found = child(node, name);
    const std::string text = found ? inner_text(found) : std::string();
    if (!trimmed(text).empty()) return std::string(trimmed(text));
  }
  return {};
}

/// RSS has it as text, Atom in an attribute.
std::string link_of(const pugi::xml_node& entry) {
  for (const pugi::xml_node& node : entry) {
    if (local_name(node) != "link") continue;
    const std::string_view kind = attribute(node, "rel");
    const std::string_view target = attribute(node, "href");
    if (!target.empty() && (kind.empty() || kind == "alternate")) return std::string(target);
    if (target.empty() && !trimmed(inner_text(node)).empty()) return std::string(trimmed(inner_text(node)));
  }
  return {};
}

/// The entry's text, which is HTML in most feeds: as a text, or in Atom as elements.
std::string markup_of(const pugi::xml_node& entry) {
  for (const std::string_view name : {"encoded", "content", "description", "summary"}) {
    const pugi::xml_node found = child(entry, name);
    if (attribute(found, "type") == "xhtml") {
      std::ostringstream elements;
      found.print(elements, "", pugi::format_raw);
      return elements.str();
    }
    const std::string text = found ? inner_text(found) : std::string();
    if (!trimmed(text).empty()) return std::string(trimmed(text));
  }
  return {};
}

std::string as_text(const std::string& markup, const LoadInput& input, const LoadOptions& options, const Context& context) {
  if (markup.find('<') == std::string::npos && markup.find('&') == std::string::npos) return markup;
  const HtmlLoader html;
  return html.load({input.source, markup, "text/html"}, options, context).value().documents.at(0).text;
}

void append_entry(const pugi::xml_node& entry, const LoadInput& input, const LoadOptions& options,
                  const Context& context, MarkdownWriter& out) {
  context.check();
  out.heading(2, first_text(entry, {"title"}));
  const std::string date = first_text(entry, {"pubDate", "updated", "published", "date"});
  const std::string link = link_of(entry);
  out.paragraph(date + (date.empty() || link.empty() ? "" : ", ") + link);
  out.paragraph(as_text(markup_of(entry), input, options, context));
}

}  // namespace

bool FeedLoader::takes(std::string_view media_type) const {
  return media_type == "application/rss+xml" || media_type == "application/atom+xml";
}

Result<Loaded> FeedLoader::load(const LoadInput& input, const LoadOptions& options, const Context& context) const {
  if (trimmed(input.bytes).empty()) return only({});
  pugi::xml_document xml;
  parse_xml(input.bytes, options.limits, xml);
  const pugi::xml_node root = xml.document_element();
  const pugi::xml_node channel = child(root, "channel");
  if (!channel && local_name(root) != "feed")
    return Error(ErrorCode::parse_error, "it is no feed: its root is neither rss, RDF nor feed");
  Document document;
  MarkdownWriter out;
  document.title = first_text(channel ? channel : root, {"title"});
  out.heading(1, document.title);
  out.paragraph(first_text(channel ? channel : root, {"description", "subtitle"}));
  for (const pugi::xml_node& holder : {channel, root}) {
    for (const pugi::xml_node& entry : holder) {
      if (local_name(entry) == "item" || local_name(entry) == "entry") append_entry(entry, input, options, context, out);
    }
  }
  document.text = out.take_text();
  document.media_type = "text/markdown";
  return only(std::move(document));
}

}  // namespace baton::inline v0::detail
