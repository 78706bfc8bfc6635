#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// Base64 with the standard alphabet and padding (RFC 4648, section 4).
[[nodiscard]] BATON_EXPORT std::string base64_encode(std::string_view bytes);

/// The bytes of strict Base64: no white space, padding required. Nothing when `text` is not that.
[[nodiscard]] BATON_EXPORT std::optional<std::string> base64_decode(std::string_view text);

}  // namespace baton::inline v0
