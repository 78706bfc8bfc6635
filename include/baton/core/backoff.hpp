#pragma once

#include <chrono>
#include <optional>

#include <baton/core/error.hpp>
#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// How often to try again, and how long to wait before.
struct RetryOptions {
  int attempts = 3;                              ///< in all
  std::chrono::milliseconds base{500};           ///< the first wait is at most this long
  std::chrono::milliseconds cap{8'000};          ///< no computed wait is longer
  std::chrono::milliseconds longest_wait{60'000};  ///< a vendor that asks for more is not waited for
  bool also_invalid_output = false;              ///< also when the model's output does not parse
};

namespace detail {

/// Throws `invalid_argument` for options that make no sense.
BATON_EXPORT void check_retry(const RetryOptions& options);

[[nodiscard]] BATON_EXPORT bool worth_retrying(const Error& error, const RetryOptions& options);

/// How long to wait after the `attempt`th failed: exponential backoff with full jitter, and not less
/// than the vendor asked for. Nothing when it asked for more than `longest_wait`.
[[nodiscard]] BATON_EXPORT std::optional<std::chrono::milliseconds> backoff_delay(
    const Error& error, int attempt, const RetryOptions& options);

}  // namespace detail

}  // namespace baton::inline v0
