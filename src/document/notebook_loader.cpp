#include "document/notebook_loader.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/json.hpp>
#include <baton/document/encoding.hpp>

#include "document/markdown_outline.hpp"
#include "document/markdown_writer.hpp"
#include "document/text_loader.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

/// A text of the format: a string, or its lines.
std::string multiline(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  std::string text;
  if (!value.is_array()) return text;
  for (const json& line : value) {
    if (line.is_string()) text += line.get_ref<const std::string&>();
  }
  return text;
}

const json& member(const json& object, const char* key) {
  static const json nothing;
  if (!object.is_object()) return nothing;
  const auto found = object.find(key);
  return found == object.end() ? nothing : *found;
}

/// A fence longer than any row of backticks in the text.
std::string fence_around(std::string_view text) {
  std::size_t longest = 2;
  std::size_t row = 0;
  for (const char c : text) {
    row = c == '`' ? row + 1 : 0;
    longest = std::max(longest, row);
  }
  return std::string(longest + 1, '`');
}

void append_fenced(std::string& out, std::string_view text, std::string_view language) {
  if (trimmed(text).empty()) return;
  const std::string fence = fence_around(text);
  out += fence;
  out += language;
  out += '\n';
  out += text;
  if (!text.ends_with('\n')) out += '\n';
  out += fence + "\n\n";
}

void append_outputs(std::string& out, const json& outputs) {
  if (!outputs.is_array()) return;
  for (const json& output : outputs) {
    append_fenced(out, multiline(member(output, "text")), "output");
    append_fenced(out, multiline(member(member(output, "data"), "text/plain")), "output");
    const json& error = member(output, "evalue");
    if (error.is_string()) append_fenced(out, error.get_ref<const std::string&>(), "error");
  }
}

void append_cell(std::string& out, const json& cell, std::string_view language) {
  const json& kind = member(cell, "cell_type");
  if (kind != "code") {
    const std::string prose = multiline(member(cell, "source"));
    if (!trimmed(prose).empty()) out += std::string(trimmed(prose)) + "\n\n";
    return;
  }
  const json& source = member(cell, "source");
  append_fenced(out, multiline(source.is_null() ? member(cell, "input") : source), language);
  append_outputs(out, member(cell, "outputs"));
}

std::string language_of(const json& notebook) {
  const json& metadata = member(notebook, "metadata");
  const json& name = member(member(metadata, "language_info"), "name");
  return name.is_string() ? name.get<std::string>() : "python";
}

}  // namespace

bool NotebookLoader::takes(std::string_view media_type) const {
  return media_type == "application/x-ipynb+json";
}

Result<Loaded> NotebookLoader::load(const LoadInput& input, const LoadOptions& options,
                                    const Context& context) const {
  const auto decoded = decode_text(input.bytes);
  if (!decoded) return decoded.error();
  Document document;
  document.media_type = "text/markdown";
  if (trimmed(decoded->text).empty()) return only(std::move(document));
  const Json parsed = Json::parse(decoded->text, options.limits);
  const json& notebook = parsed.ref();
  const json& sheets = member(notebook, "worksheets");  // nbformat 3
  const json& holder = sheets.is_array() && !sheets.empty() ? sheets.front() : notebook;
  const json& cells = member(holder, "cells");
  if (!cells.is_array()) return Error(ErrorCode::parse_error, "it is no notebook: it has no cells");
  for (const json& cell : cells) {
    context.check();
    append_cell(document.text, cell, language_of(notebook));
  }
  document.title = markdown_title(document.text);
  return only(std::move(document));
}

}  // namespace baton::inline v0::detail
