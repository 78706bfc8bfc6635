#include <baton/core/backoff.hpp>

#include <gtest/gtest.h>

namespace baton {
namespace {

using namespace std::chrono_literals;

TEST(Backoff, KeepsToTheCapAndToWhatTheVendorAsked) {
  const RetryOptions options{.attempts = 9, .base = 100ms, .cap = 1000ms};
  const Error plain(ErrorCode::overloaded, "busy");
  const Error throttled(ErrorCode::rate_limited, "slow");
  for (int attempt = 1; attempt < 100; ++attempt) {
    EXPECT_LE(detail::backoff_delay(plain, attempt, options), 1000ms);
    EXPECT_GE(detail::backoff_delay(throttled, attempt, options), 50ms);
    EXPECT_GE(detail::backoff_delay(plain.with_retry(true, 5s), attempt, options), 5s);
  }
}

TEST(Backoff, DoesNotWaitForAVendorThatAsksForTooMuch) {
  const Error hour = Error(ErrorCode::rate_limited, "slow").with_retry(true, 1h);
  EXPECT_EQ(detail::backoff_delay(hour, 1, {}), std::nullopt);
  EXPECT_GE(detail::backoff_delay(hour, 1, {.longest_wait = 2h}), 1h);
}

TEST(Backoff, SaysWhatIsWorthAnotherAttempt) {
  const Error invalid(ErrorCode::model_output_invalid, "not JSON");
  EXPECT_FALSE(detail::worth_retrying(invalid, {}));
  EXPECT_TRUE(detail::worth_retrying(invalid, {.also_invalid_output = true}));
  EXPECT_TRUE(detail::worth_retrying(invalid.with_retry(true), {}));
  EXPECT_THROW(detail::check_retry({.attempts = 0}), Error);
}

}  // namespace
}  // namespace baton
