#include "document/odf_loader.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "document/load_budget.hpp"
#include "document/markdown_writer.hpp"
#include "document/office_package.hpp"
#include "document/text_loader.hpp"
#include "document/xml_tree.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr std::string_view prefix = "application/vnd.oasis.opendocument.";

std::size_t count_of(std::string_view digits, std::size_t otherwise = 1) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() ? value : otherwise;
}

/// Walks the body. Recursion is bounded by the depth of the tree, which was checked.
class OdfReader {
 public:
  OdfReader(const LoadOptions& options, const Context& context) : options_(options), context_(context) {}

  Document text(const pugi::xml_node& body) {
    blocks(body);
    for (std::size_t at = 0; at < notes_.size(); ++at)
      out_.paragraph("[^" + std::to_string(at + 1) + "]: " + notes_[at]);
    return out_.take_document();
  }

  std::string sheet(const pugi::xml_node& table) {
    out_.table(rows(table), options_.limits.items);
    return out_.take_text();
  }

 private:
  void blocks(const pugi::xml_node& parent) {
    for (const pugi::xml_node& node : parent) {
      context_.check();
      const std::string_view name = local_name(node);
      if (name == "h") {
        out_.heading(count_of(attribute(node, "outline-level")), inline_text(node));
      } else if (name == "p") {
        out_.paragraph(inline_text(node));
      } else if (name == "list") {
        list(node, 0);
      } else if (name == "table") {
        out_.table(rows(node), options_.limits.items);
      } else if (name == "page") {
        slide(node);
      } else if (name != "tracked-changes" && name != "forms" && name != "sequence-decls" && name != "annotation") {
        blocks(node);
      }
    }
  }

  /// A frame's class tells a slide's title from its text.
  void slide(const pugi::xml_node& page) {
    out_.page();
    for (const pugi::xml_node& frame : page) {
      const pugi::xml_node box = child(frame, "text-box");
      if (local_name(frame) == "notes") {
        const std::string notes = block_text(frame);
        if (!trimmed(notes).empty()) out_.paragraph("Notes: " + std::string(trimmed(notes)));
      } else if (attribute(frame, "class") == "title") {
        out_.heading(2, block_text(box));
      } else {
        blocks(frame);
      }
    }
  }

  void list(const pugi::xml_node& node, std::size_t depth) {
    for (const pugi::xml_node& entry : node) {
      for (const pugi::xml_node& block : entry) {
        if (local_name(block) == "list") {
          list(block, depth + 1);
        } else if (local_name(block) == "p" || local_name(block) == "h") {
          out_.item(depth, "-", inline_text(block));
        }
      }
    }
  }

  std::string block_text(const pugi::xml_node& parent) {
    std::string text;
    for (const pugi::xml_node& node : parent) {
      const std::string_view name = local_name(node);
      const bool block = name == "p" || name == "h";
      if (name == "annotation") continue;
      const std::string piece = block ? inline_text(node) : block_text(node);
      if (!text.empty() && !piece.empty()) text += '\n';
      text += piece;
    }
    return text;
  }

  TableRows rows(const pugi::xml_node& table) {
    TableRows rows;
    append_rows(table, rows);
    return rows;
  }

  void append_rows(const pugi::xml_node& parent, TableRows& rows) {
    for (const pugi::xml_node& node : parent) {
      const std::string_view name = local_name(node);
      if (name != "table-row") {
        if (name.starts_with("table-") && name != "table-column") append_rows(node, rows);  // groups
        continue;
      }
      context_.check();
      std::vector<std::string> row = cells(node);
      // Empty rows repeat to the end of the sheet.
      const std::size_t times = row.empty() ? 0 : count_of(attribute(node, "number-rows-repeated"));
      count_cells(row.size(), times);
      for (std::size_t at = 0; at < times; ++at) rows.push_back(row);
    }
  }

  std::vector<std::string> cells(const pugi::xml_node& row) {
    std::vector<std::string> cells;
    std::size_t blank = 0;
    for (const pugi::xml_node& cell : row) {
      const std::string_view name = local_name(cell);
      if (name != "table-cell" && name != "covered-table-cell") continue;
      const std::size_t times = count_of(attribute(cell, "number-columns-repeated"));
      std::string text = block_text(cell);
      if (text.empty()) text = attribute(cell, "date-value");
      if (text.empty()) text = attribute(cell, "value");
      if (trimmed(text).empty()) {
        blank += std::min(times, options_.limits.items);
        continue;
      }
      count_cells(1, blank);
      count_cells(1, times);
      cells.resize(cells.size() + std::exchange(blank, 0));
      cells.insert(cells.end(), times, text);
    }
    return cells;
  }

  /// A cell may say that it stands for a million others.
  void count_cells(std::size_t cells, std::size_t times) {
    const std::size_t most = options_.limits.items * 4;
    if (cells != 0 && times > (most - std::min(seen_, most)) / cells) {
      throw Error(ErrorCode::limit_exceeded, "its tables span more than " + std::to_string(most) +
                                                 " cells: raise limits.items to read it");
    }
    seen_ += cells * times;
  }

  std::string inline_text(const pugi::xml_node& parent) {
    std::string text;
    append_inline(parent, text);
    return text;
  }

  void append_inline(const pugi::xml_node& parent, std::string& text) {
    for (const pugi::xml_node& node : parent) {
      const std::string_view name = local_name(node);
      if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
        text += node.value();
      } else if (name == "s") {
        text.append(std::min<std::size_t>(count_of(attribute(node, "c")), 64), ' ');
      } else if (name == "tab") {
        text += '\t';
      } else if (name == "line-break") {
        text += '\n';
      } else if (name == "a") {
        text += markdown_link(inline_text(node), attribute(node, "href"));
      } else if (name == "note") {
        notes_.push_back(block_text(child(node, "note-body")));
        text += "[^" + std::to_string(notes_.size()) + "]";
      } else if (name != "annotation" && name != "ruby-text") {
        append_inline(node, text);
      }
    }
  }

  const LoadOptions& options_;
  const Context& context_;
  std::vector<std::string> notes_;
  std::size_t seen_ = 0;
  MarkdownWriter out_;
};

Loaded read_sheets(const pugi::xml_node& book, const LoadInput& input, const Document& properties,
                   const LoadOptions& options, const Context& context) {
  Loaded loaded;
  for (const pugi::xml_node& table : book) {
    if (local_name(table) != "table") continue;
    const std::string name(attribute(table, "name"));
    Document document = properties;
    document.source = std::string(input.source) + "!/" + part_name(name);
    document.media_type = "text/markdown";
    document.title = properties.title.empty() ? name : properties.title + ": " + name;
    document.text = OdfReader(options, context).sheet(table);
    loaded.documents.push_back(std::move(document));
  }
  return loaded;
}

}  // namespace

bool OdfLoader::takes(std::string_view media_type) const {
  if (!media_type.starts_with(prefix)) return false;
  const std::string_view kind = media_type.substr(prefix.size());
  return kind == "text" || kind == "spreadsheet" || kind == "presentation";
}

Result<Loaded> OdfLoader::load(const LoadInput& input, const LoadOptions& options,
                               const Context& context) const {
  OfficePackage package(input, options, context);
  pugi::xml_document content;
  package.require("content.xml", content);
  Document properties;
  package.describe("meta.xml", properties);
  const pugi::xml_node body = child(content.document_element(), "body");
  if (const pugi::xml_node book = child(body, "spreadsheet"))
    return read_sheets(book, input, properties, options, context);
  Document document = OdfReader(options, context).text(body);
  if (!properties.title.empty()) document.title = properties.title;
  document.metadata = properties.metadata;
  return only(std::move(document));
}

}  // namespace baton::inline v0::detail
