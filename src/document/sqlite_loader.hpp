#pragma once

#include <baton/document/loader.hpp>

namespace baton::inline v0::detail {

/// SQLite databases: every table a part, as a Markdown table. A table that cannot be read is skipped, a virtual
/// one always. The stores of this library are no documents: they are `unsupported`.
class SqliteLoader final : public Loader {
 public:
  [[nodiscard]] bool takes(std::string_view media_type) const override;
  [[nodiscard]] Result<Loaded> load(const LoadInput& input, const LoadOptions& options,
                                    const Context& context) const override;
};

}  // namespace baton::inline v0::detail
