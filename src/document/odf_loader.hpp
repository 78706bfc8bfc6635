#pragma once

#include <baton/document/loader.hpp>

namespace baton::inline v0::detail {

/// OpenDocument 1.3 text, spreadsheets and presentations: headings, lists, tables, links, notes.
/// Every sheet is a part, every slide a page.
class OdfLoader final : public Loader {
 public:
  [[nodiscard]] bool takes(std::string_view media_type) const override;
  [[nodiscard]] Result<Loaded> load(const LoadInput& input, const LoadOptions& options,
                                    const Context& context) const override;
};

}  // namespace baton::inline v0::detail
