#pragma once

#include <baton/document/loader.hpp>

namespace baton::inline v0::detail {

/// Feeds, RSS 2.0, RSS 1.0 and Atom (RFC 4287): every entry with title, link, date and its text, which
/// is read as HTML. Other XML under these names is `parse_error`.
class FeedLoader final : public Loader {
 public:
  [[nodiscard]] bool takes(std::string_view media_type) const override;
  [[nodiscard]] Result<Loaded> load(const LoadInput& input, const LoadOptions& options,
                                    const Context& context) const override;
};

}  // namespace baton::inline v0::detail
