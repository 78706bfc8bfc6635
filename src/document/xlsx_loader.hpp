#pragma once

#include <baton/document/loader.hpp>

namespace baton::inline v0::detail {

/// SpreadsheetML (ECMA-376 part 1, section 18): every sheet a part with the table of its used cells,
/// numbers and dates as they are shown, links and comments.
class XlsxLoader final : public Loader {
 public:
  [[nodiscard]] bool takes(std::string_view media_type) const override;
  [[nodiscard]] Result<Loaded> load(const LoadInput& input, const LoadOptions& options,
                                    const Context& context) const override;
};

}  // namespace baton::inline v0::detail
