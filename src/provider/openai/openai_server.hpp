#pragma once

#include <string>
#include <string_view>

#include <baton/http/http.hpp>
#include <baton/provider/openai.hpp>

#include "provider/openai/openai_error.hpp"

namespace baton::inline v0::detail {

/// Checks the options of a server and brings the base URL into shape (no slash at its end). Throws
/// `invalid_argument`.
[[nodiscard]] OpenAiOptions checked(OpenAiOptions options);

/// The POST of `body` to `path` below the base URL.
[[nodiscard]] HttpRequest openai_post(const OpenAiOptions& options, std::string_view path,
                                      std::string body, bool stream);

/// "POST URL" and the body, for `explain`: without user and password, which a URL may hold.
[[nodiscard]] std::string openai_explanation(const OpenAiOptions& options, std::string_view path,
                                             const std::string& body);

[[nodiscard]] inline OpenAiPeer openai_peer(const OpenAiOptions& options) {
  return {options.vendor, options.key_variable, options.api_key};
}

/// The most that is read of an error's body.
inline constexpr std::size_t most_error_bytes = std::size_t{64} << 10;

}  // namespace baton::inline v0::detail
