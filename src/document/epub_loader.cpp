#include "document/epub_loader.hpp"

#include <map>
#include <utility>

#include <nlohmann/json.hpp>

#include "document/office_package.hpp"
#include "document/xml_tree.hpp"

namespace baton::inline v0::detail {
namespace {

void note_book(Document& chapter, const Document& book) {
  nlohmann::json metadata = chapter.metadata.ref();
  if (!metadata.is_object()) metadata = nlohmann::json::object();
  if (!book.title.empty()) metadata["book"] = book.title;
  if (book.metadata.ref().is_object()) metadata.update(book.metadata.ref());
  chapter.metadata = std::move(metadata);
  if (chapter.title.empty()) chapter.title = book.title;
}

/// Undoes the percent encoding of a reference.
std::string decoded_reference(std::string_view reference) {
  const auto digit = [](char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  };
  std::string out;
  for (std::size_t at = 0; at < reference.size(); ++at) {
    const bool coded = reference[at] == '%' && at + 2 < reference.size() && digit(reference[at + 1]) >= 0 &&
                       digit(reference[at + 2]) >= 0;
    out += coded ? static_cast<char>(digit(reference[at + 1]) * 16 + digit(reference[at + 2])) : reference[at];
    if (coded) at += 2;
  }
  return out;
}

}  // namespace

bool EpubLoader::takes(std::string_view media_type) const { return media_type == "application/epub+zip"; }

Result<Loaded> EpubLoader::load(const LoadInput& input, const LoadOptions& options,
                                const Context& context) const {
  OfficePackage package(input, options, context);
  pugi::xml_document container;
  package.require("META-INF/container.xml", container);
  const std::string opf(attribute(descendant(container, "rootfile"), "full-path"));
  pugi::xml_document xml;
  package.require(opf, xml);
  Document book;
  package.describe(opf, book);
  std::map<std::string, std::string, std::less<>> chapters;
  for (const pugi::xml_node& item : child(xml.document_element(), "manifest")) {
    if (attribute(item, "media-type") == "application/xhtml+xml")
      chapters.emplace(attribute(item, "id"), resolve_part(opf, decoded_reference(attribute(item, "href"))));
  }
  Loaded loaded;
  for (const pugi::xml_node& entry : child(xml.document_element(), "spine")) {
    const auto chapter = chapters.find(attribute(entry, "idref"));
    if (chapter == chapters.end()) continue;
    const auto bytes = package.zip().find(chapter->second);
    if (bytes) load_part(input, chapter->second, *bytes, options, context, loaded, "text/html");
  }
  for (Document& chapter : loaded.documents) note_book(chapter, book);
  return loaded;
}

}  // namespace baton::inline v0::detail
