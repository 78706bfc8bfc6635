#include "document/xml_tree.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/document/encoding.hpp>

namespace baton::inline v0::detail {
namespace {

/// Counts as it walks; pugixml's walk does not recurse.
class Measure final : public pugi::xml_tree_walker {
 public:
  explicit Measure(const Limits& limits) : limits_(limits) {}
  bool for_each(pugi::xml_node&) override {
    return ++nodes_ <= limits_.items && static_cast<std::size_t>(depth()) < limits_.depth;
  }

 private:
  const Limits& limits_;
  std::size_t nodes_ = 0;
};

class TextOf final : public pugi::xml_tree_walker {
 public:
  bool for_each(pugi::xml_node& node) override {
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) text += node.value();
    return true;
  }
  std::string text;
};

/// What the XML declaration says, for bytes that are not UTF-8.
std::string_view declared_encoding(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, std::min(bytes.find("?>"), std::size_t{200}));
  const std::size_t key = head.find("encoding=");
  if (!head.starts_with("<?xml") || key == std::string_view::npos || key + 10 >= head.size()) return {};
  const std::string_view value = head.substr(key + 10);
  return value.substr(0, value.find(head[key + 9]));
}

/// pugixml would write down surrogates and NULs as they are told.
void check_references(std::string_view text) {
  for (std::size_t at = text.find("&#"); at != std::string_view::npos; at = text.find("&#", at + 2)) {
    const bool hex = text.substr(at + 2, 1) == "x";
    const char* const from = text.data() + at + (hex ? 3 : 2);
    std::uint64_t code = 1;
    const auto result = std::from_chars(from, text.data() + text.size(), code, hex ? 16 : 10);
    const bool surrogate = code >= 0xD800 && code < 0xE000;
    if (result.ec == std::errc::result_out_of_range || code == 0 || surrogate || code > 0x10FFFF) {
      throw Error(ErrorCode::parse_error, "the XML refers to a character that does not exist, at byte " + std::to_string(at));
    }
  }
}

bool declares_entities(const pugi::xml_document& document) {
  for (const pugi::xml_node& node : document) {
    if (node.type() == pugi::node_doctype &&
        std::string_view(node.value()).find("<!ENTITY") != std::string_view::npos)
      return true;
  }
  return false;
}

}  // namespace

std::string decode_xml(std::string_view bytes) { return decode_text(bytes, declared_encoding(bytes)).value().text; }

void parse_xml(std::string_view bytes, const Limits& limits, pugi::xml_document& into) {
  const unsigned flags = pugi::parse_default | pugi::parse_doctype | pugi::parse_ws_pcdata;
  const std::string text = decode_xml(bytes);
  check_references(text);
  const pugi::xml_parse_result result = into.load_buffer(text.data(), text.size(), flags, pugi::encoding_utf8);
  if (declares_entities(into)) {
    throw Error(ErrorCode::unsupported,
                "the XML declares entities of its own, which are not expanded for safety");
  }
  if (!result) {
    throw Error(ErrorCode::parse_error, std::string("the XML is malformed at byte ") +
                                            std::to_string(result.offset) + ": " +
                                            result.description());
  }
  Measure measure(limits);
  if (!into.traverse(measure)) {
    throw Error(ErrorCode::limit_exceeded,
                "the XML has more than " + std::to_string(limits.items) + " nodes or nests deeper than " +
                    std::to_string(limits.depth) + ": raise limits.items or limits.depth to read it");
  }
}

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  return name.substr(name.find(':') + 1);  // npos + 1 is 0
}

std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_attribute& candidate : node.attributes()) {
    const std::string_view full = candidate.name();
    if (full.substr(full.find(':') + 1) == name) return candidate.value();
  }
  return {};
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& candidate : node) {
    if (local_name(candidate) == name) return candidate;
  }
  return {};
}

pugi::xml_node descendant(const pugi::xml_node& node, std::string_view name) {
  return node.find_node([&](const pugi::xml_node& other) { return local_name(other) == name; });
}

std::string inner_text(const pugi::xml_node& node) {
  TextOf walker;
  pugi::xml_node copy = node;  // a handle
  copy.traverse(walker);
  return std::move(walker.text);
}

}  // namespace baton::inline v0::detail
