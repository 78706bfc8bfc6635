#include "document/text_loader.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "document/markdown_outline.hpp"

namespace baton::inline v0::detail {

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

Result<Loaded> TextLoader::load(const LoadInput& input, const LoadOptions&, const Context&) const {
  auto decoded = decode_text(input.bytes);
  if (!decoded) return decoded.error();
  Document document;
  document.metadata = encoding_metadata(*decoded);
  if (input.media_type == "text/markdown") document.title = markdown_title(decoded->text);
  document.text = std::move(decoded->text);
  return only(std::move(document));
}

}  // namespace baton::inline v0::detail
