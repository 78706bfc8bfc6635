#pragma once

#include <baton/document/loader.hpp>

namespace baton::inline v0::detail {

/// PresentationML (ECMA-376 part 1, section 19): every slide a page, its title a heading, its text
/// as items and tables, and the speaker's notes after it.
class PptxLoader final : public Loader {
 public:
  [[nodiscard]] bool takes(std::string_view media_type) const override;
  [[nodiscard]] Result<Loaded> load(const LoadInput& input, const LoadOptions& options,
                                    const Context& context) const override;
};

}  // namespace baton::inline v0::detail
