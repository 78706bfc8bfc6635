#pragma once

#include <baton/document/loader.hpp>

namespace baton::inline v0::detail {

/// WordprocessingML (ECMA-376 part 1, section 17): headings by style or outline level, lists,
/// tables, links, footnotes and endnotes. What was deleted by tracked changes, headers and footers
/// are left out.
class DocxLoader final : public Loader {
 public:
  [[nodiscard]] bool takes(std::string_view media_type) const override;
  [[nodiscard]] Result<Loaded> load(const LoadInput& input, const LoadOptions& options,
                                    const Context& context) const override;
};

}  // namespace baton::inline v0::detail
