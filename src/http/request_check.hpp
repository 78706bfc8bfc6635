#pragma once

#include <string>
#include <string_view>

#include <baton/http/http.hpp>

namespace baton::inline v0 {

/// Throws `invalid_argument` for a request that must not reach the wire: a URL that is not plain
/// http(s), or a method, header or credential that could smuggle in another line. No message repeats
/// a value.
void check_request(const HttpRequest& request);

/// "https://host:port" of a checked URL: all of it that may be shown (path and query may hold keys).
[[nodiscard]] std::string origin_of(std::string_view url);
/// "host:port" of a checked URL.
[[nodiscard]] std::string_view authority_of(std::string_view url) noexcept;
[[nodiscard]] bool is_https(std::string_view url) noexcept;

}  // namespace baton::inline v0
