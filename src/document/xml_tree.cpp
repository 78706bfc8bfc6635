#include "document/xml_tree.hpp"

#include <string>
#include <utility>

#include <baton/core/error.hpp>

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

bool declares_entities(const pugi::xml_document& document) {
  for (const pugi::xml_node& node : document) {
    if (node.type() == pugi::node_doctype &&
        std::string_view(node.value()).find("<!ENTITY") != std::string_view::npos)
      return true;
  }
  return false;
}

}  // namespace

void parse_xml(std::string_view bytes, const Limits& limits, pugi::xml_document& into) {
  const unsigned flags = pugi::parse_default | pugi::parse_doctype | pugi::parse_ws_pcdata;
  const pugi::xml_parse_result result = into.load_buffer(bytes.data(), bytes.size(), flags);
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
