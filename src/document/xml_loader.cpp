#include "document/xml_loader.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "document/feed_loader.hpp"
#include "document/html_loader.hpp"
#include "document/markdown_writer.hpp"
#include "document/text_loader.hpp"
#include "document/xml_tree.hpp"

namespace baton::inline v0::detail {
namespace {

/// Deeper elements are not indented further, or nesting would multiply the text.
constexpr std::size_t max_indent = 16;

bool is_text(const pugi::xml_node& node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

/// White space as one space each.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : trimmed(text)) {
    const bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!space || !out.ends_with(' ')) out += space ? ' ' : c;
  }
  return out;
}

/// Walks the elements. Recursion is bounded by the depth of the tree, which was checked.
class XmlOutline {
 public:
  XmlOutline(std::string_view source, const Context& context) : source_(source), context_(context) {}

  void element(const pugi::xml_node& node, std::size_t depth) {
    if (++seen_ % 1024 == 0) context_.check();
    const bool divided = std::ranges::any_of(node.children(), [](const auto& each) { return each.type() == pugi::node_element; });
    const bool speaks = std::ranges::any_of(node.children(), [](const auto& each) { return is_text(each) && !trimmed(each.value()).empty(); });
    const std::string label = label_of(node);
    if (speaks) return line(node, depth, label + ": " + one_line(inner_text(node)));
    if (!divided && node.first_attribute().empty()) return;
    line(node, depth, label + (divided ? ":" : ""));
    for (const pugi::xml_node& inner : node) {
      if (inner.type() == pugi::node_element) element(inner, depth + 1);
    }
  }

  std::string text;
  std::vector<std::uint32_t> lines;

 private:
  static std::string label_of(const pugi::xml_node& node) {
    std::string attributes;
    for (const pugi::xml_attribute& attribute : node.attributes()) {
      const std::string_view name = attribute.name();
      if (name.starts_with("xmlns")) continue;
      attributes += (attributes.empty() ? "" : ", ") + std::string(name) + "=" + one_line(attribute.value());
    }
    return std::string(local_name(node)) + (attributes.empty() ? "" : " (" + attributes + ")");
  }

  void line(const pugi::xml_node& node, std::size_t depth, std::string_view words) {
    if (!text.empty()) text += '\n';
    text.append(2 * std::min(depth, max_indent), ' ');
    text += words;
    lines.push_back(line_of(static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0))));
  }

  /// Elements come in the order of the source, so that it is counted once.
  std::uint32_t line_of(std::size_t offset) {
    const std::size_t end = std::min(offset, source_.size());
    if (end > counted_) {
      const std::string_view passed = source_.substr(counted_, end - counted_);
      line_ += static_cast<std::uint32_t>(std::ranges::count(passed, '\n'));
      counted_ = end;
    }
    return line_;
  }

  std::string_view source_;
  const Context& context_;
  std::size_t counted_ = 0;
  std::uint32_t line_ = 1;
  std::size_t seen_ = 0;
};

}  // namespace

bool XmlLoader::takes(std::string_view media_type) const { return media_type == "text/xml"; }

Result<Loaded> XmlLoader::load(const LoadInput& input, const LoadOptions& options, const Context& context) const {
  if (trimmed(input.bytes).empty()) return only({});
  const std::string source = decode_xml(input.bytes);
  pugi::xml_document xml;
  parse_xml(source, options.limits, xml);
  const pugi::xml_node root = xml.document_element();
  const std::string_view name = local_name(root);
  if (name == "html") return HtmlLoader().load({input.source, source, "text/html", input.budget}, options, context);
  if (name == "rss" || name == "feed" || (name == "RDF" && child(root, "channel")))
    return FeedLoader().load({input.source, source, "application/rss+xml", input.budget}, options, context);
  XmlOutline outline(source, context);
  outline.element(root, 0);
  Document document;
  document.title = one_line(inner_text(descendant(root, "title")));
  document.text = std::move(outline.text);
  document.source_lines = std::move(outline.lines);
  return only(std::move(document));
}

}  // namespace baton::inline v0::detail
