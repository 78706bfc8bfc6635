#pragma once

#include <baton/document/loader.hpp>

namespace baton::inline v0::detail {

/// Zip archives: every member a part, by the loader for its type. Members that are encrypted are
/// skipped.
class ZipLoader final : public Loader {
 public:
  [[nodiscard]] bool takes(std::string_view media_type) const override;
  [[nodiscard]] Result<Loaded> load(const LoadInput& input, const LoadOptions& options,
                                    const Context& context) const override;
};

}  // namespace baton::inline v0::detail
