#include "document/docx_loader.hpp"

#include <map>
#include <utility>

#include "document/docx_styles.hpp"
#include "document/markdown_writer.hpp"
#include "document/office_package.hpp"
#include "document/text_loader.hpp"
#include "document/xml_tree.hpp"

namespace baton::inline v0::detail {
namespace {

/// Walks the body. Recursion is bounded by the depth of the tree, which was checked.
class DocxReader {
 public:
  DocxReader(OfficePackage& package, const LoadOptions& options, const Context& context)
      : options_(options),
        context_(context),
        part_(main_part(package)),
        relations_(package.relations(part_)),
        styles_(package, relations_) {
    package.require(part_, body_);
    read_notes(package, "footnotes");
    read_notes(package, "endnotes");
  }

  Document read() {
    blocks(child(body_.document_element(), "body"));
    for (const auto& [marker, text] : cited_) out_.paragraph("[^" + marker + "]: " + text);
    Document document = out_.take_document();
    if (!title_.empty()) document.title = title_;
    return document;
  }

 private:
  static std::string main_part(OfficePackage& package) {
    const Relations relations = package.relations("");
    const Relation* main = first_relation(relations, "officeDocument");
    return main == nullptr ? "word/document.xml" : main->target;
  }

  void read_notes(OfficePackage& package, std::string_view kind) {
    const Relation* part = first_relation(relations_, kind);
    pugi::xml_document xml;
    if (part == nullptr || !package.parse(part->target, xml)) return;
    for (const pugi::xml_node& note : xml.document_element()) {
      if (!attribute(note, "type").empty()) continue;  // separators
      std::string text;
      for (const pugi::xml_node& paragraph : note) {
        if (!text.empty()) text += ' ';
        inline_text(paragraph, text);
      }
      notes_[note_key(kind, attribute(note, "id"))] = trimmed(text);
    }
  }

  static std::string note_key(std::string_view kind, std::string_view id) {
    return std::string(kind.substr(0, 1)) + std::string(id);
  }

  void blocks(const pugi::xml_node& parent) {
    for (const pugi::xml_node& node : parent) {
      const std::string_view name = local_name(node);
      if (name == "p") {
        paragraph(node);
      } else if (name == "tbl") {
        out_.table(rows(node), options_.limits.items);
      } else if (name == "sdt" || name == "sdtContent" || name == "customXml" || name == "ins" ||
                 name == "moveTo") {
        blocks(node);
      }
    }
  }

  void paragraph(const pugi::xml_node& node) {
    context_.check();
    const DocxParagraph kind = styles_.of(node);
    std::string text;
    inline_text(node, text);
    if (kind.title) {
      if (title_.empty()) title_ = trimmed(text);
      out_.heading(1, text);
    } else if (kind.heading != 0) {
      out_.heading(kind.heading, text);
    } else if (!kind.list.empty() && !trimmed(text).empty()) {
      out_.item(kind.depth, styles_.next_marker(kind), text);
    } else {
      out_.paragraph(text);
    }
  }

  TableRows rows(const pugi::xml_node& table) {
    TableRows rows;
    for (const pugi::xml_node& row : table) {
      if (local_name(row) != "tr") continue;
      auto& cells = rows.emplace_back();
      for (const pugi::xml_node& cell : row) {
        if (local_name(cell) != "tc") continue;
        std::string text;
        cell_text(cell, text);
        cells.push_back(std::move(text));
      }
    }
    return rows;
  }

  void cell_text(const pugi::xml_node& parent, std::string& text) {
    for (const pugi::xml_node& node : parent) {
      const std::string_view name = local_name(node);
      if (name == "p") {
        if (!text.empty()) text += ' ';
        inline_text(node, text);
      } else if (name != "tcPr" && name != "tblPr" && name != "trPr") {
        cell_text(node, text);  // a table within the table, or its controls
      }
    }
  }

  void inline_text(const pugi::xml_node& parent, std::string& text) {
    for (const pugi::xml_node& node : parent) {
      const std::string_view name = local_name(node);
      if (name == "t") {
        text += node.text().get();
      } else if (name == "tab") {
        text += '\t';
      } else if (name == "br" || name == "cr") {
        text += '\n';
      } else if (name == "noBreakHyphen") {
        text += '-';
      } else if (name == "hyperlink") {
        link(node, text);
      } else if (name == "footnoteReference" || name == "endnoteReference") {
        cite(note_key(name, attribute(node, "id")), text);
      } else if (name == "AlternateContent") {
        inline_text(child(node, "Choice"), text);
      } else if (name != "pPr" && name != "rPr" && name != "del" && name != "moveFrom" && name != "instrText") {
        // A text box has paragraphs of its own.
        if (name == "p" && !text.empty()) text += '\n';
        inline_text(node, text);
      }
    }
  }

  void link(const pugi::xml_node& node, std::string& text) {
    std::string label;
    inline_text(node, label);
    const auto relation = relations_.find(attribute(node, "id"));
    text += relation == relations_.end() ? label : markdown_link(label, relation->second.target);
  }

  void cite(const std::string& key, std::string& text) {
    const auto note = notes_.find(key);
    if (note == notes_.end()) return;
    const std::string marker = std::to_string(cited_.size() + 1);
    text += "[^" + marker + "]";
    cited_.emplace_back(marker, note->second);
  }

  const LoadOptions& options_;
  const Context& context_;
  std::string part_;
  Relations relations_;
  DocxStyles styles_;
  pugi::xml_document body_;
  std::map<std::string, std::string> notes_;
  std::vector<std::pair<std::string, std::string>> cited_;
  std::string title_;
  MarkdownWriter out_;
};

}  // namespace

bool DocxLoader::takes(std::string_view media_type) const {
  return media_type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
}

Result<Loaded> DocxLoader::load(const LoadInput& input, const LoadOptions& options,
                                const Context& context) const {
  OfficePackage package(input, options, context);
  Document document = DocxReader(package, options, context).read();
  package.describe("docProps/core.xml", document);
  return only(std::move(document));
}

}  // namespace baton::inline v0::detail
