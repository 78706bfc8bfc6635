#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <baton/core/export.hpp>

#include "core/ascii.hpp"

namespace baton::inline v0 {

/// The reference `ref` seen from `base`, both absolute or relative (RFC 3986, section 5.2).
[[nodiscard]] BATON_EXPORT std::string resolve_uri(std::string_view base, std::string_view ref);

/// Letters, digits and the marks that stand for themselves everywhere (RFC 3986, section 2.3).
[[nodiscard]] constexpr bool is_unreserved(char c) noexcept {
  return ascii::is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/// What stands before and behind the '#'.
[[nodiscard]] BATON_EXPORT std::pair<std::string_view, std::string_view> split_fragment(std::string_view uri) noexcept;

/// The text with each %XX replaced by its byte; a malformed one stays.
[[nodiscard]] std::string percent_decoded(std::string_view text);

}  // namespace baton::inline v0
