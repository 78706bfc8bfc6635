#include <baton/document/record_loader.hpp>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/json.hpp>
#include <baton/document/encoding.hpp>

#include "document/json_outline.hpp"
#include "document/load_budget.hpp"
#include "document/markdown_writer.hpp"
#include "yaml/yaml.hpp"

namespace baton::inline v0 {
namespace {

using nlohmann::json;
using Pointer = json::json_pointer;

Pointer pointer_of(const std::string& text) {
  try {
    return Pointer(text);
  } catch (const json::exception&) {
    throw Error(ErrorCode::invalid_argument,
                "'" + text + "' is no JSON pointer: write \"/name\" or \"/outer/inner\", with ~1 for / and ~0 for ~");
  }
}

/// The member, or null. A pointer may well not fit a record: that is no error.
const json* member_at(const json& value, const Pointer& pointer) {
  try {
    return value.contains(pointer) ? &value.at(pointer) : nullptr;
  } catch (const json::exception&) {
    return nullptr;
  }
}

struct Fields {
  Pointer records;
  std::vector<Pointer> text;
  Pointer title;
  std::vector<Pointer> metadata;
};

Fields pointers_of(const RecordFields& from) {
  Fields fields{.records = pointer_of(from.records), .text = {}, .title = pointer_of(from.title), .metadata = {}};
  for (const std::string& text : from.text) fields.text.push_back(pointer_of(text));
  for (const std::string& text : from.metadata) fields.metadata.push_back(pointer_of(text));
  for (const Pointer& pointer : fields.metadata) {
    if (pointer.empty()) throw Error(ErrorCode::invalid_argument, "RecordFields::metadata needs members: \"\" is the whole record");
  }
  return fields;
}

std::string record_text(const json& record, const Fields& fields) {
  if (fields.text.empty()) return detail::json_outline(record);
  std::string text;
  for (const Pointer& pointer : fields.text) {
    const json* const member = member_at(record, pointer);
    const std::string piece = member == nullptr ? std::string() : detail::json_outline(*member);
    if (detail::trimmed(piece).empty()) continue;
    if (!text.empty()) text += "\n\n";
    text += piece;
  }
  if (text.empty()) throw Error(ErrorCode::parse_error, "the record has no text at '" + fields.text.front().to_string() + "'");
  return text;
}

/// Takes the records of one file in.
class RecordReader {
 public:
  RecordReader(const Fields& fields, const LoadInput& input, const LoadOptions& options, const Context& context)
      : fields_(fields), input_(input), options_(options), context_(context) {}

  Loaded read_lines(std::string_view text) {
    for (std::uint32_t number = 1; !text.empty(); ++number) {
      const std::string_view line = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(line.size() + 1, text.size()));
      if (detail::trimmed(line).empty()) continue;
      take(std::to_string(number), number, [&] { return Json::parse(line, options_.limits).ref(); });
    }
    return std::move(loaded_);
  }

  Loaded read_tree(const json& root) {
    const json* const records = member_at(root, fields_.records);
    if (records == nullptr) throw Error(ErrorCode::parse_error, "it has no '" + fields_.records.to_string() + "'");
    if (!records->is_array()) {
      take(part_of(fields_.records), 0, [&] { return *records; });
      return std::move(loaded_);
    }
    for (std::size_t at = 0; at < records->size(); ++at)
      take(part_of(fields_.records / at), 0, [&] { return (*records)[at]; });
    return std::move(loaded_);
  }

 private:
  static std::string part_of(const Pointer& pointer) {
    const std::string text = pointer.to_string();
    return text.empty() ? "record" : text.substr(1);
  }

  /// `line` is that of a record that stands in one; 0 for none.
  template <class Read>
  void take(const std::string& part, std::uint32_t line, Read read) {
    context_.check();
    if (taken_++ == options_.max_parts) {
      throw Error(ErrorCode::limit_exceeded, "it has more than " + std::to_string(options_.max_parts) +
                                                 " records: raise max_parts to read it");
    }
    std::string source = std::string(input_.source) + "!/" + detail::part_name(part);
    auto made = capture([&] { return document_of(read(), line); });
    if (!made) {
      loaded_.skipped.push_back({std::move(source), made.error()});
      return;
    }
    made->source = std::move(source);
    loaded_.documents.push_back(*std::move(made));
  }

  Document document_of(const json& record, std::uint32_t line) const {
    Document document{.text = record_text(record, fields_), .media_type = "text/plain"};
    const json* const title = fields_.title.empty() ? nullptr : member_at(record, fields_.title);
    if (title != nullptr) document.title = detail::json_outline(*title);
    json metadata = json::object();
    for (const Pointer& pointer : fields_.metadata) {
      if (const json* const member = member_at(record, pointer)) metadata[pointer.back()] = *member;
    }
    if (!metadata.empty()) document.metadata = std::move(metadata);
    if (line != 0) document.source_lines.assign(static_cast<std::size_t>(std::ranges::count(document.text, '\n')) + 1, line);
    return document;
  }

  const Fields& fields_;
  const LoadInput& input_;
  const LoadOptions& options_;
  const Context& context_;
  Loaded loaded_;
  std::size_t taken_ = 0;
};

class RecordLoader final : public Loader {
 public:
  explicit RecordLoader(const RecordFields& fields) : fields_(pointers_of(fields)) {}

  [[nodiscard]] bool takes(std::string_view media_type) const override {
    return media_type == "text/json" || media_type == "text/x-ndjson" || media_type == "text/yaml";
  }

  [[nodiscard]] Result<Loaded> load(const LoadInput& input, const LoadOptions& options,
                                    const Context& context) const override {
    const auto decoded = decode_text(input.bytes);
    if (!decoded) return decoded.error();
    RecordReader reader(fields_, input, options, context);
    if (detail::trimmed(decoded->text).empty()) return Loaded{};
    if (input.media_type == "text/x-ndjson") return reader.read_lines(decoded->text);
    if (input.media_type == "text/yaml") return reader.read_tree(parse_yaml(decoded->text, options.limits));
    const Json root = Json::parse(decoded->text, options.limits);
    return reader.read_tree(root.ref());
  }

 private:
  const Fields fields_;
};

}  // namespace

std::shared_ptr<const Loader> record_loader(RecordFields fields) { return std::make_shared<RecordLoader>(fields); }

}  // namespace baton::inline v0
