#pragma once

#include <baton/document/loader.hpp>

namespace baton::inline v0::detail {

/// Tar archives (ustar, pax, GNU): every regular file a part; links and devices are skipped.
class TarLoader final : public Loader {
 public:
  [[nodiscard]] bool takes(std::string_view media_type) const override;
  [[nodiscard]] Result<Loaded> load(const LoadInput& input, const LoadOptions& options,
                                    const Context& context) const override;
};

}  // namespace baton::inline v0::detail
