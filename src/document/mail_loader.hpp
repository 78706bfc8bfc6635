#pragma once

#include <baton/document/loader.hpp>

namespace baton::inline v0::detail {

/// E-mail (RFC 5322 and MIME): the heads and the body as text, every attachment a part.
class MailLoader final : public Loader {
 public:
  [[nodiscard]] bool takes(std::string_view media_type) const override;
  [[nodiscard]] Result<Loaded> load(const LoadInput& input, const LoadOptions& options,
                                    const Context& context) const override;
};

/// A mailbox file (RFC 4155): every message a part, named by its number.
class MailboxLoader final : public Loader {
 public:
  [[nodiscard]] bool takes(std::string_view media_type) const override;
  [[nodiscard]] Result<Loaded> load(const LoadInput& input, const LoadOptions& options,
                                    const Context& context) const override;
};

}  // namespace baton::inline v0::detail
