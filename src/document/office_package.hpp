#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "document/zip_archive.hpp"

namespace baton::inline v0::detail {

/// Where a relationship of an OPC part leads.
struct Relation {
  std::string type;    ///< the last segment of the type's URI: "slide", "hyperlink", "footnotes"
  std::string target;  ///< the name of a part, or a URL
  bool external = false;
};
using Relations = std::map<std::string, Relation, std::less<>>;

/// The zip file of an office document with its XML parts (OOXML's OPC, ODF, EPUB's OCF).
class OfficePackage {
 public:
  OfficePackage(const LoadInput& input, const LoadOptions& options, const Context& context)
      : zip_(input, options, context), options_(options) {}

  /// Parses a part; false when there is none of that name.
  bool parse(std::string_view part, pugi::xml_document& into);
  /// The same, but its absence is `parse_error`.
  void require(std::string_view part, pugi::xml_document& into);
  /// The relationships of an OPC part, by id, their targets resolved.
  [[nodiscard]] Relations relations(std::string_view part);
  /// Dublin Core title and creator from the part of that name, as "title", "author".
  void describe(std::string_view part, Document& document);

  [[nodiscard]] ZipArchive& zip() noexcept { return zip_; }

 private:
  ZipArchive zip_;
  const LoadOptions& options_;
};

/// The part that `target` names when it stands in `part`: "ppt/slides/slide1.xml" and
/// "../media/a.png" give "ppt/media/a.png". Never leads out of the package.
std::string resolve_part(std::string_view part, std::string_view target);

/// The first relation of that type, or null.
const Relation* first_relation(const Relations& relations, std::string_view type);

}  // namespace baton::inline v0::detail
