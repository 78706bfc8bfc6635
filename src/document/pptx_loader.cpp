#include "document/pptx_loader.hpp"

#include <charconv>
#include <utility>

#include "document/markdown_writer.hpp"
#include "document/office_package.hpp"
#include "document/text_loader.hpp"
#include "document/xml_tree.hpp"

namespace baton::inline v0::detail {
namespace {

class PptxReader {
 public:
  PptxReader(OfficePackage& package, const LoadOptions& options, const Context& context)
      : package_(package), options_(options), context_(context) {}

  Document read() {
    pugi::xml_document xml;
    package_.require(main_part, xml);
    const Relations relations = package_.relations(main_part);
    for (const pugi::xml_node& id : child(xml.document_element(), "sldIdLst")) {
      context_.check();
      // The element has an attribute "id" of its own beside the relation's "r:id".
      const auto slide = relations.find(id.attribute("r:id").value());
      if (slide != relations.end()) read_slide(slide->second.target);
    }
    return out_.take_document();
  }

 private:
  static constexpr std::string_view main_part = "ppt/presentation.xml";

  void read_slide(const std::string& part) {
    out_.page();
    pugi::xml_document xml;
    package_.require(part, xml);
    relations_ = package_.relations(part);
    shapes(descendant(xml, "spTree"));
    const Relation* notes = first_relation(relations_, "notesSlide");
    pugi::xml_document notes_xml;
    if (notes == nullptr || !package_.parse(notes->target, notes_xml)) return;
    std::string text;
    for (const pugi::xml_node& shape : descendant(notes_xml, "spTree")) {
      if (placeholder(shape) == "body") text += joined(child(shape, "txBody"));
    }
    if (!trimmed(text).empty()) out_.paragraph("Notes: " + std::string(trimmed(text)));
  }

  /// The kind of placeholder a shape is: "title", "body", "sldNum"; empty for none.
  static std::string_view placeholder(const pugi::xml_node& shape) {
    const pugi::xml_node ph = child(child(child(shape, "nvSpPr"), "nvPr"), "ph");
    if (!ph) return {};
    const std::string_view type = attribute(ph, "type");
    return type.empty() ? "obj" : type;
  }

  void shapes(const pugi::xml_node& parent) {
    for (const pugi::xml_node& node : parent) {
      const std::string_view name = local_name(node);
      if (name == "sp") {
        shape(node);
      } else if (name == "graphicFrame") {
        if (const pugi::xml_node table = descendant(node, "tbl")) out_.table(rows(table), options_.limits.items);
      } else if (name == "grpSp") {
        shapes(node);
      } else if (name == "AlternateContent") {
        shapes(child(node, "Choice"));
      }
    }
  }

  void shape(const pugi::xml_node& node) {
    const std::string_view kind = placeholder(node);
    const pugi::xml_node body = child(node, "txBody");
    if (kind == "sldNum" || kind == "dt" || kind == "ftr") return;
    if (kind == "title" || kind == "ctrTitle") return out_.heading(2, joined(body));
    const bool items = kind == "body" || kind == "obj";
    for (const pugi::xml_node& paragraph : body) {
      if (local_name(paragraph) != "p") continue;
      const std::string text = runs(paragraph);
      if (!items) {
        out_.paragraph(text);
        continue;
      }
      std::size_t level = 0;
      const std::string_view digits = attribute(child(paragraph, "pPr"), "lvl");
      std::from_chars(digits.data(), digits.data() + digits.size(), level);
      out_.item(level, "-", text);
    }
  }

  std::string joined(const pugi::xml_node& body) {
    std::string text;
    for (const pugi::xml_node& paragraph : body) {
      if (local_name(paragraph) != "p") continue;
      if (!text.empty()) text += '\n';
      text += runs(paragraph);
    }
    return text;
  }

  std::string runs(const pugi::xml_node& paragraph) {
    std::string text;
    for (const pugi::xml_node& run : paragraph) {
      if (local_name(run) == "br") text += '\n';
      const std::string_view words = child(run, "t").text().get();
      const auto link = relations_.find(attribute(descendant(child(run, "rPr"), "hlinkClick"), "id"));
      text += link == relations_.end() || !link->second.external
                  ? std::string(words)
                  : markdown_link(words, link->second.target);
    }
    return text;
  }

  TableRows rows(const pugi::xml_node& table) {
    TableRows rows;
    for (const pugi::xml_node& row : table) {
      if (local_name(row) != "tr") continue;
      auto& cells = rows.emplace_back();
      for (const pugi::xml_node& cell : row) {
        if (local_name(cell) == "tc") cells.push_back(joined(child(cell, "txBody")));
      }
    }
    return rows;
  }

  OfficePackage& package_;
  const LoadOptions& options_;
  const Context& context_;
  Relations relations_;
  MarkdownWriter out_;
};

}  // namespace

bool PptxLoader::takes(std::string_view media_type) const {
  return media_type == "application/vnd.openxmlformats-officedocument.presentationml.presentation";
}

Result<Loaded> PptxLoader::load(const LoadInput& input, const LoadOptions& options,
                                const Context& context) const {
  OfficePackage package(input, options, context);
  Document document = PptxReader(package, options, context).read();
  package.describe("docProps/core.xml", document);
  return only(std::move(document));
}

}  // namespace baton::inline v0::detail
