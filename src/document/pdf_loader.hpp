#pragma once

#include <baton/document/loader.hpp>

namespace baton::inline v0::detail {

/// PDF by the program `pdftotext` (poppler-utils), in a process that is bounded in memory, time and
/// output. Without that program a PDF is `unsupported`.
class PdfLoader final : public Loader {
 public:
  [[nodiscard]] bool takes(std::string_view media_type) const override;
  [[nodiscard]] Result<Loaded> load(const LoadInput& input, const LoadOptions& options,
                                    const Context& context) const override;
};

}  // namespace baton::inline v0::detail
