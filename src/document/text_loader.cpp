#include "document/text_loader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <nlohmann/json.hpp>

#include "document/document_facts.hpp"
#include "document/markdown_outline.hpp"

namespace baton::inline v0::detail {
namespace {

/// Types of the form "text/x-…" that are no languages programs are written in.
constexpr std::array<std::string_view, 8> no_languages = {"diff", "ini", "ndjson", "org", "pod", "rst", "tex", "texinfo"};
/// Languages whose types are registered.
constexpr std::array<std::string_view, 2> registered = {"css", "javascript"};

/// "python" of "text/x-python"; empty for prose and data.
std::string_view programming_language(std::string_view media_type) {
  if (!media_type.starts_with("text/")) return {};
  std::string_view name = media_type.substr(5);
  if (std::ranges::find(registered, name) != registered.end()) return name;
  if (!name.starts_with("x-")) return {};
  name.remove_prefix(2);
  return std::ranges::find(no_languages, name) == no_languages.end() ? name : std::string_view();
}

}  // namespace

Json encoding_metadata(const DecodedText& decoded) {
  if (decoded.encoding == "utf-8" && !decoded.replaced) return {};
  nlohmann::json metadata = {{"encoding", decoded.encoding}};
  if (decoded.replaced) metadata["replaced"] = true;
  return metadata;
}

bool TextLoader::takes(std::string_view media_type) const {
  return media_type.starts_with("text/");
}

Loaded only(Document document) {
  Loaded loaded;
  loaded.documents.push_back(std::move(document));
  return loaded;
}

Result<Loaded> TextLoader::load(const LoadInput& input, const LoadOptions& options, const Context&) const {
  auto decoded = decode_text(input.bytes);
  if (!decoded) return decoded.error();
  Document document;
  document.metadata = encoding_metadata(*decoded);
  const std::string_view language = programming_language(input.media_type);
  if (!language.empty()) document.metadata.ref()["programming_language"] = language;
  if (input.media_type == "text/markdown") {
    document.title = markdown_title(decoded->text);
    note_front_matter(decoded->text, options.limits, document);
  }
  document.text = std::move(decoded->text);
  return only(std::move(document));
}

}  // namespace baton::inline v0::detail
