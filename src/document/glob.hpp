#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace baton::inline v0::detail {

/// Whether `text` matches the shell pattern `pattern`, as git's wildmatch with WM_PATHNAME does:
/// `*` and `?` stop at `/`, `**` between slashes passes them, `[a-z]`, `[!a]`, `[[:alpha:]]`, and
/// `\` takes the next character literally. Time and memory are bounded by the product of both
/// lengths, whatever the pattern: it comes from files nobody vouches for.
[[nodiscard]] bool glob_match(std::string_view pattern, std::string_view text);

/// Whether the pattern has no special character, so that equality decides.
[[nodiscard]] bool glob_is_literal(std::string_view pattern) noexcept;

}  // namespace baton::inline v0::detail
