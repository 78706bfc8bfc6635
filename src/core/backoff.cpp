#include <baton/core/backoff.hpp>

#include <algorithm>

#include "core/chance.hpp"

namespace baton::inline v0::detail {

void check_retry(const RetryOptions& options) {
  if (options.attempts >= 1) return;
  throw Error(ErrorCode::invalid_argument, "retrying needs at least 1 attempt");
}

bool worth_retrying(const Error& error, const RetryOptions& options) {
  const bool invalid = error.code() == ErrorCode::model_output_invalid ||
                       error.code() == ErrorCode::schema_mismatch;
  return error.retryable() || (options.also_invalid_output && invalid);
}

std::optional<std::chrono::milliseconds> backoff_delay(const Error& error, int attempt,
                                                     const RetryOptions& options) {
  const std::chrono::milliseconds asked = error.retry_after().value_or(std::chrono::milliseconds(0));
  if (asked > options.longest_wait) return std::nullopt;
  const int doublings = std::clamp(attempt - 1, 0, 20);
  const auto longest = std::min(options.cap, options.base * (1 << doublings));
  const auto length = static_cast<double>(longest.count());
  // Full jitter spreads transient faults; throttled calls keep at least half the wait, or they would
  // spend every attempt within the same window.
  const double share = error.code() == ErrorCode::rate_limited ? 0.5 + chance() / 2
                                                               : chance();
  return std::max(std::chrono::milliseconds(static_cast<long>(length * share)), asked);
}

}  // namespace baton::inline v0::detail
