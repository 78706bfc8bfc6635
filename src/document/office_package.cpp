#include "document/office_package.hpp"

#include <algorithm>
#include <vector>

#include "document/document_facts.hpp"
#include "document/markdown_writer.hpp"
#include "document/xml_tree.hpp"

namespace baton::inline v0::detail {
namespace {

/// "ppt/_rels/presentation.xml.rels" for "ppt/presentation.xml".
std::string relations_part(std::string_view part) {
  const std::size_t name = part.rfind('/') + 1;  // npos + 1 is 0
  return std::string(part.substr(0, name)) + "_rels/" + std::string(part.substr(name)) + ".rels";
}

}  // namespace

bool OfficePackage::parse(std::string_view part, pugi::xml_document& into) {
  const auto bytes = zip_.find(part);
  if (!bytes) return false;
  try {
    parse_xml(*bytes, options_.limits, into);
  } catch (const Error& error) {
    throw Error(error.code(), "its part '" + std::string(part) + "': " + error.message());
  }
  return true;
}

void OfficePackage::require(std::string_view part, pugi::xml_document& into) {
  if (parse(part, into)) return;
  throw Error(ErrorCode::parse_error,
              "it lacks the part '" + std::string(part) + "': it is no such document or damaged");
}

Relations OfficePackage::relations(std::string_view part) {
  Relations relations;
  pugi::xml_document xml;
  if (!parse(relations_part(part), xml)) return relations;
  for (const pugi::xml_node& node : xml.document_element()) {
    const std::string_view type = attribute(node, "Type");
    const std::string_view target = attribute(node, "Target");
    Relation relation;
    relation.type = type.substr(type.rfind('/') + 1);
    relation.external = attribute(node, "TargetMode") == "External";
    relation.target = relation.external ? std::string(target) : resolve_part(part, target);
    relations.emplace(attribute(node, "Id"), std::move(relation));
  }
  return relations;
}

void OfficePackage::describe(std::string_view part, Document& document) {
  pugi::xml_document xml;
  if (!parse(part, xml)) return;
  const std::string title = inner_text(descendant(xml, "title"));
  const std::string author = inner_text(descendant(xml, "creator"));
  if (!trimmed(title).empty()) document.title = trimmed(title);
  const std::string modified = inner_text(descendant(xml, "modified"));
  note(document, "author", author);
  note(document, "date", iso_date(modified.empty() ? inner_text(descendant(xml, "date")) : modified));
  note(document, "language", inner_text(descendant(xml, "language")));
}

std::string resolve_part(std::string_view part, std::string_view target) {
  std::string joined(target.starts_with('/') ? std::string_view() : part.substr(0, part.rfind('/') + 1));
  joined += target;
  std::vector<std::string_view> kept;
  for (std::string_view rest = joined; !rest.empty();) {
    const std::string_view segment = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(segment.size() + 1, rest.size()));
    if (segment == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (!segment.empty() && segment != ".") {
      kept.push_back(segment);
    }
  }
  std::string resolved;
  for (const std::string_view segment : kept) {
    if (!resolved.empty()) resolved += '/';
    resolved += segment;
  }
  return resolved;
}

const Relation* first_relation(const Relations& relations, std::string_view type) {
  for (const auto& [id, relation] : relations) {
    if (relation.type == type) return &relation;
  }
  return nullptr;
}

}  // namespace baton::inline v0::detail
