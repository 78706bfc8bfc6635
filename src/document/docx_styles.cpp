#include "document/docx_styles.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "document/xml_tree.hpp"

namespace baton::inline v0::detail {
namespace {

std::size_t small_number(std::string_view digits) {
  std::size_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return std::min<std::size_t>(value, 64);
}

/// What the properties of a paragraph or style say themselves.
void apply_properties(const pugi::xml_node& properties, DocxParagraph& paragraph) {
  if (const pugi::xml_node outline = child(properties, "outlineLvl")) {
    const std::size_t level = small_number(attribute(outline, "val"));
    paragraph.heading = level < 9 ? level + 1 : 0;  // 9 is body text
  }
  if (const pugi::xml_node numbering = child(properties, "numPr")) {
    const std::string_view list = attribute(child(numbering, "numId"), "val");
    paragraph.list = list == "0" ? "" : list;  // 0 takes a style's list away
    paragraph.depth = small_number(attribute(child(numbering, "ilvl"), "val"));
  }
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

}  // namespace

DocxStyles::DocxStyles(OfficePackage& package, const Relations& relations) {
  pugi::xml_document xml;
  if (const Relation* part = first_relation(relations, "styles"); part && package.parse(part->target, xml)) {
    for (const pugi::xml_node& node : xml.document_element()) {
      if (local_name(node) == "style") read_style(node);
    }
  }
  xml.reset();
  if (const Relation* part = first_relation(relations, "numbering"); part && package.parse(part->target, xml))
    read_numbering(xml.document_element());
}

void DocxStyles::read_style(const pugi::xml_node& node) {
  DocxParagraph style;
  if (const auto base = styles_.find(attribute(child(node, "basedOn"), "val")); base != styles_.end())
    style = base->second;
  // The built-in styles have these names in every language of the program.
  const std::string name = lower_case(attribute(child(node, "name"), "val"));
  if (name.starts_with("heading ")) style.heading = small_number(name.substr(8));
  if (name == "title") style.title = true;
  apply_properties(child(node, "pPr"), style);
  styles_.emplace(attribute(node, "styleId"), std::move(style));
}

void DocxStyles::read_numbering(const pugi::xml_node& root) {
  std::map<std::string, std::map<std::size_t, bool>, std::less<>> abstract;
  for (const pugi::xml_node& node : root) {
    if (local_name(node) == "abstractNum") {
      auto& levels = abstract[std::string(attribute(node, "abstractNumId"))];
      for (const pugi::xml_node& level : node) {
        if (local_name(level) != "lvl") continue;
        const std::string_view format = attribute(child(level, "numFmt"), "val");
        levels[small_number(attribute(level, "ilvl"))] = format != "bullet" && format != "none";
      }
    } else if (local_name(node) == "num") {
      const auto levels = abstract.find(attribute(child(node, "abstractNumId"), "val"));
      if (levels != abstract.end()) ordered_[std::string(attribute(node, "numId"))] = levels->second;
    }
  }
}

DocxParagraph DocxStyles::of(const pugi::xml_node& paragraph) const {
  const pugi::xml_node properties = child(paragraph, "pPr");
  DocxParagraph found;
  if (const auto style = styles_.find(attribute(child(properties, "pStyle"), "val")); style != styles_.end())
    found = style->second;
  apply_properties(properties, found);
  return found;
}

std::string DocxStyles::next_marker(const DocxParagraph& item) {
  auto& counts = counts_[item.list];
  counts.erase(counts.upper_bound(item.depth), counts.end());
  const std::size_t number = ++counts[item.depth];
  const auto levels = ordered_.find(item.list);
  if (levels == ordered_.end()) return "-";
  const auto level = levels->second.find(item.depth);
  return level != levels->second.end() && level->second ? std::to_string(number) + "." : "-";
}

}  // namespace baton::inline v0::detail
