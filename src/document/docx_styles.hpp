#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "document/office_package.hpp"

namespace baton::inline v0::detail {

/// What a paragraph is.
struct DocxParagraph {
  std::size_t heading = 0;  ///< its level; 0 for none
  bool title = false;
  std::string list = {};  ///< id of the list it belongs to; empty for none
  std::size_t depth = 0;  ///< in the list
};

/// The paragraph styles and lists of a Word document.
class DocxStyles {
 public:
  /// Reads the styles and numbering parts where there are such.
  DocxStyles(OfficePackage& package, const Relations& relations);

  [[nodiscard]] DocxParagraph of(const pugi::xml_node& paragraph) const;
  /// The marker of the next item: "-" or "3.".
  [[nodiscard]] std::string next_marker(const DocxParagraph& item);

 private:
  void read_style(const pugi::xml_node& node);
  void read_numbering(const pugi::xml_node& root);

  std::map<std::string, DocxParagraph, std::less<>> styles_;
  std::map<std::string, std::map<std::size_t, bool>> ordered_;  ///< by list and depth
  std::map<std::string, std::map<std::size_t, std::size_t>> counts_;
};

}  // namespace baton::inline v0::detail
