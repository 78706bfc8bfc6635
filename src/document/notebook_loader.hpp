#pragma once

#include <baton/document/loader.hpp>

namespace baton::inline v0::detail {

/// Jupyter notebooks (nbformat 3 and 4): prose as it is written, code and its textual output in fences.
class NotebookLoader final : public Loader {
 public:
  [[nodiscard]] bool takes(std::string_view media_type) const override;
  [[nodiscard]] Result<Loaded> load(const LoadInput& input, const LoadOptions& options,
                                    const Context& context) const override;
};

}  // namespace baton::inline v0::detail
