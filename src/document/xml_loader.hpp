#pragma once

#include <baton/document/loader.hpp>

namespace baton::inline v0::detail {

/// XML as an indented outline: "name (attribute=value): text" for an element that has text, a line of its own
/// for one that holds others, comments left out. Lines lead back to those of the file. A file that is a feed or
/// a page by its root is read as such.
class XmlLoader final : public Loader {
 public:
  [[nodiscard]] bool takes(std::string_view media_type) const override;
  [[nodiscard]] Result<Loaded> load(const LoadInput& input, const LoadOptions& options,
                                    const Context& context) const override;
};

}  // namespace baton::inline v0::detail
