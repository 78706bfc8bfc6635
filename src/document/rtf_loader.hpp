#pragma once

#include <baton/document/loader.hpp>

namespace baton::inline v0::detail {

/// Rich Text Format (1.9.1) as Markdown text: headings by outline level, lists, tables, links, notes, title and
/// author. Pictures, objects, headers and footers, hidden and deleted text are left out.
///
/// A reader of our own: the distribution has programs for it, but no library that gives the text.
class RtfLoader final : public Loader {
 public:
  [[nodiscard]] bool takes(std::string_view media_type) const override;
  [[nodiscard]] Result<Loaded> load(const LoadInput& input, const LoadOptions& options,
                                    const Context& context) const override;
};

}  // namespace baton::inline v0::detail
