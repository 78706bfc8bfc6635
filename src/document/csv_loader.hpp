#pragma once

#include <baton/document/loader.hpp>

namespace baton::inline v0::detail {

/// Tables in text files (CSV by RFC 4180, TSV): a Markdown table whose head is the first record and is repeated
/// in long tables, see `table_text`. The separator of CSV is found out; a line "sep=;" at its head tells it.
class CsvLoader final : public Loader {
 public:
  [[nodiscard]] bool takes(std::string_view media_type) const override;
  [[nodiscard]] Result<Loaded> load(const LoadInput& input, const LoadOptions& options,
                                    const Context& context) const override;
};

}  // namespace baton::inline v0::detail
