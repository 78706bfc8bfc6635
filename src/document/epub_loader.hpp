#pragma once

#include <baton/document/loader.hpp>

namespace baton::inline v0::detail {

/// EPUB 2 and 3: every chapter of the reading order a part, read as HTML.
class EpubLoader final : public Loader {
 public:
  [[nodiscard]] bool takes(std::string_view media_type) const override;
  [[nodiscard]] Result<Loaded> load(const LoadInput& input, const LoadOptions& options,
                                    const Context& context) const override;
};

}  // namespace baton::inline v0::detail
