#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include <baton/http/http.hpp>

namespace baton::inline v0::detail {

/// A duration as vendors write it: "6m0s", "1.5s", "20ms", or a bare number of seconds.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_delay(std::string_view text);

/// An IMF-fixdate (RFC 9110, section 5.6.7): "Sun, 06 Nov 1994 08:49:37 GMT".
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text);

/// How long the vendor asks to wait: `retry-after-ms`, `Retry-After` (seconds, or a date against the
/// answer's own `Date`, because clocks differ), then the `x-ratelimit-reset-…` headers, of which the
/// exhausted ones count. Garbage, negative delays and more than a day are ignored.
[[nodiscard]] std::optional<std::chrono::milliseconds> retry_delay(
    const HttpHead& head, std::chrono::system_clock::time_point now);

}  // namespace baton::inline v0::detail
