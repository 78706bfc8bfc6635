#include <baton/chain/retry.hpp>

#include <algorithm>
#include <random>

namespace baton::inline v0::detail {
namespace {

double random_fraction() {
  thread_local std::minstd_rand generator{std::random_device{}()};
  return std::uniform_real_distribution<double>(0.0, 1.0)(generator);
}

}  // namespace

bool worth_retrying(const Error& error, const RetryOptions& options) {
  const bool invalid = error.code() == ErrorCode::model_output_invalid ||
                       error.code() == ErrorCode::schema_mismatch;
  return error.retryable() || (options.also_invalid_output && invalid);
}

std::chrono::milliseconds retry_delay(const Error& error, int attempt, const RetryOptions& options) {
  const int doublings = std::min(attempt - 1, 20);
  const auto longest = std::min(options.cap, options.base * (1 << doublings));
  const auto length = static_cast<double>(longest.count());
  // Full jitter spreads transient faults; throttled calls keep at least half the wait, or they would
  // spend every attempt within the same window.
  const double share = error.code() == ErrorCode::rate_limited ? 0.5 + random_fraction() / 2
                                                               : random_fraction();
  const std::chrono::milliseconds jittered(static_cast<long>(length * share));
  return std::max(jittered, error.retry_after().value_or(std::chrono::milliseconds(0)));
}

}  // namespace baton::inline v0::detail
