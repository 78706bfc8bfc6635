#include "document/xlsx_loader.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include <nlohmann/json.hpp>

#include "document/load_budget.hpp"
#include "document/markdown_writer.hpp"
#include "document/number_format.hpp"
#include "document/office_package.hpp"
#include "document/xml_tree.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr std::size_t max_columns = 16384;

template <class Number>
Number number_of(std::string_view text, Number otherwise) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() ? value : otherwise;
}

/// 0 for "A12", 26 for "AA1".
std::size_t column_of(std::string_view reference) {
  std::size_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z' || column > max_columns) break;
    column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
  }
  return column == 0 ? 0 : column - 1;
}

/// The text of a shared or inline string, without the reading aids of East Asian text.
std::string rich_text(const pugi::xml_node& item) {
  std::string text;
  for (const pugi::xml_node& node : item) {
    if (local_name(node) == "t") text += node.text().get();
    if (local_name(node) == "r") text += child(node, "t").text().get();
  }
  return text;
}

class XlsxReader {
 public:
  XlsxReader(OfficePackage& package, const LoadInput& input, const LoadOptions& options, const Context& context)
      : package_(package), input_(input), options_(options), context_(context) {}

  Loaded read() {
    constexpr std::string_view main_part = "xl/workbook.xml";
    pugi::xml_document book;
    package_.require(main_part, book);
    const Relations relations = package_.relations(main_part);
    from_1904_ = attribute(descendant(book, "workbookPr"), "date1904") == "1";
    read_strings(relations);
    read_formats(relations);
    Document properties;
    package_.describe("docProps/core.xml", properties);
    Loaded loaded;
    for (const pugi::xml_node& sheet : child(book.document_element(), "sheets")) {
      context_.check();
      const auto part = relations.find(sheet.attribute("r:id").value());
      if (part == relations.end()) continue;
      take(attribute(sheet, "name"), part->second.target, properties, loaded);
    }
    return loaded;
  }

 private:
  void take(std::string_view name, const std::string& part, const Document& properties, Loaded& loaded) {
    std::string source = std::string(input_.source) + "!/" + part_name(name);
    auto text = capture([&] { return sheet_text(part); });
    if (!text && (text.error().code() != ErrorCode::parse_error)) throw text.error();
    if (!text) {
      loaded.skipped.push_back({std::move(source), text.error()});
      return;
    }
    Document document{.source = std::move(source), .text = *std::move(text), .media_type = "text/markdown"};
    document.title = properties.title.empty() ? std::string(name) : properties.title + ": " + std::string(name);
    document.metadata = properties.metadata;
    loaded.documents.push_back(std::move(document));
  }

  void read_strings(const Relations& relations) {
    const Relation* part = first_relation(relations, "sharedStrings");
    pugi::xml_document xml;
    if (part == nullptr || !package_.parse(part->target, xml)) return;
    for (const pugi::xml_node& item : xml.document_element()) strings_.push_back(rich_text(item));
  }

  void read_formats(const Relations& relations) {
    const Relation* part = first_relation(relations, "styles");
    pugi::xml_document xml;
    if (part == nullptr || !package_.parse(part->target, xml)) return;
    std::map<unsigned, std::string> own;
    for (const pugi::xml_node& format : child(xml.document_element(), "numFmts"))
      own[number_of(attribute(format, "numFmtId"), 0U)] = attribute(format, "formatCode");
    for (const pugi::xml_node& style : child(xml.document_element(), "cellXfs")) {
      const auto id = number_of(attribute(style, "numFmtId"), 0U);
      const auto found = own.find(id);
      formats_.push_back(found == own.end() ? std::string(builtin_format(id)) : found->second);
    }
  }

  std::string sheet_text(const std::string& part) {
    pugi::xml_document xml;
    package_.require(part, xml);
    const Relations relations = package_.relations(part);
    std::map<std::string, std::string, std::less<>> links;
    for (const pugi::xml_node& link : child(xml.document_element(), "hyperlinks")) {
      const auto relation = relations.find(link.attribute("r:id").value());
      if (relation != relations.end() && relation->second.external)
        links.emplace(attribute(link, "ref"), relation->second.target);
    }
    MarkdownWriter out;
    out.table(rows(child(xml.document_element(), "sheetData"), links), options_.limits.items);
    comments(relations, out);
    return out.take_text();
  }

  TableRows rows(const pugi::xml_node& data, const std::map<std::string, std::string, std::less<>>& links) {
    TableRows rows;
    std::size_t slots = 0;
    for (const pugi::xml_node& row : data) {
      context_.check();
      auto& cells = rows.emplace_back();
      for (const pugi::xml_node& cell : row) {
        const std::string_view reference = attribute(cell, "r");
        std::string shown = cell_text(cell);
        if (const auto link = links.find(reference); link != links.end()) shown = markdown_link(shown, link->second);
        if (trimmed(shown).empty()) continue;
        const std::size_t column = reference.empty() ? cells.size() : column_of(reference);
        if (column >= max_columns) continue;
        if (column >= cells.size()) slots += column + 1 - cells.size();
        if (slots > options_.limits.items * 4) throw_too_many();
        if (column >= cells.size()) cells.resize(column + 1);
        cells[column] = std::move(shown);
      }
    }
    return rows;
  }

  [[noreturn]] void throw_too_many() const {
    throw Error(ErrorCode::limit_exceeded, "a sheet spans more than " + std::to_string(options_.limits.items * 4) +
                                               " cells: raise limits.items to read it");
  }

  std::string cell_text(const pugi::xml_node& cell) const {
    const std::string_view type = attribute(cell, "t");
    const std::string_view value = child(cell, "v").text().get();
    if (type == "inlineStr") return rich_text(child(cell, "is"));
    if (type == "s") {
      const auto index = number_of(value, strings_.size());
      return index < strings_.size() ? strings_[index] : std::string();
    }
    if (type == "b") return value == "1" ? "TRUE" : "FALSE";
    if ((!type.empty() && type != "n") || value.empty()) return std::string(value);
    const auto style = number_of(attribute(cell, "s"), std::size_t{0});
    const std::string_view format = style < formats_.size() ? std::string_view(formats_[style]) : "General";
    return format_number(number_of(value, 0.0), format, from_1904_);
  }

  void comments(const Relations& relations, MarkdownWriter& out) {
    const Relation* part = first_relation(relations, "comments");
    pugi::xml_document xml;
    if (part == nullptr || !package_.parse(part->target, xml)) return;
    for (const pugi::xml_node& comment : child(xml.document_element(), "commentList"))
      out.item(0, "-", "Comment on " + std::string(attribute(comment, "ref")) + ": " + rich_text(child(comment, "text")));
  }

  OfficePackage& package_;
  const LoadInput& input_;
  const LoadOptions& options_;
  const Context& context_;
  std::vector<std::string> strings_;
  std::vector<std::string> formats_;
  bool from_1904_ = false;
};

}  // namespace

bool XlsxLoader::takes(std::string_view media_type) const {
  return media_type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}

Result<Loaded> XlsxLoader::load(const LoadInput& input, const LoadOptions& options,
                                const Context& context) const {
  OfficePackage package(input, options, context);
  return XlsxReader(package, input, options, context).read();
}

}  // namespace baton::inline v0::detail
