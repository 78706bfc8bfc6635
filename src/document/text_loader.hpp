#pragma once

#include <baton/document/encoding.hpp>
#include <baton/document/loader.hpp>

namespace baton::inline v0::detail {

/// Text that is indexed as it is written: plain, Markdown, source code, structured text.
class TextLoader final : public Loader {
 public:
  [[nodiscard]] bool takes(std::string_view media_type) const override;
  [[nodiscard]] Result<Loaded> load(const LoadInput& input, const LoadOptions& options,
                                    const Context& context) const override;
};

/// `document` as all that a file holds.
Loaded only(Document document);

/// The metadata that tells how a text was decoded: null for clean UTF-8.
Json encoding_metadata(const DecodedText& decoded);

}  // namespace baton::inline v0::detail
