#pragma once

#include <string>
#include <string_view>

#include <pugixml.hpp>

#include <baton/core/limits.hpp>

namespace baton::inline v0::detail {

/// The bytes of an XML file as UTF-8, by the encoding its declaration names; see `decode_text`.
std::string decode_xml(std::string_view bytes);

/// Parses XML into a tree (pugixml). All texts of the tree are UTF-8; a reference to a character that does not
/// exist is a `parse_error`. No DTD is read, and a document that declares entities of its
/// own is refused as `unsupported`: they are what bombs are made of. Nesting beyond
/// `limits.depth` and more nodes than `limits.items` are `limit_exceeded`; malformed text is
/// `parse_error`.
void parse_xml(std::string_view bytes, const Limits& limits, pugi::xml_document& into);

/// The name without its prefix. Office programs differ in the prefixes they choose.
std::string_view local_name(const pugi::xml_node& node);
/// The value of the attribute of that local name; empty when there is none.
std::string_view attribute(const pugi::xml_node& node, std::string_view name);
/// The first child element of that local name, or a null node.
pugi::xml_node child(const pugi::xml_node& node, std::string_view name);
/// The first element of that local name beneath, in the order of the document, or a null node.
pugi::xml_node descendant(const pugi::xml_node& node, std::string_view name);
/// All text beneath, as it is written.
std::string inner_text(const pugi::xml_node& node);

}  // namespace baton::inline v0::detail
