#pragma once

#include <baton/document/loader.hpp>

namespace baton::inline v0::detail {

/// HTML by libxml2's event parser: no tree, no network, no DTD, nesting bounded by `Limits::depth`.
class HtmlLoader final : public Loader {
 public:
  [[nodiscard]] bool takes(std::string_view media_type) const override;
  [[nodiscard]] Result<Loaded> load(const LoadInput& input, const LoadOptions& options,
                                    const Context& context) const override;
};

}  // namespace baton::inline v0::detail
