#pragma once

#include <chrono>
#include <optional>
#include <utility>

#include <baton/chain/compose.hpp>
#include <baton/core/export.hpp>
#include <baton/core/runtime.hpp>

namespace baton::inline v0 {

struct RetryOptions {
  int attempts = 3;                          ///< in all
  std::chrono::milliseconds base{500};       ///< the first wait is at most this long
  std::chrono::milliseconds cap{8'000};      ///< no computed wait is longer
  bool also_invalid_output = false;          ///< also when the model's output does not parse
};

namespace detail {

[[nodiscard]] BATON_EXPORT bool worth_retrying(const Error& error, const RetryOptions& options);
/// Exponential backoff with full jitter; what the vendor asked for is the least.
[[nodiscard]] BATON_EXPORT std::chrono::milliseconds retry_delay(const Error& error, int attempt,
                                                                 const RetryOptions& options);

}  // namespace detail

/// Runs a step again when it failed in a way that may pass. Made by `retry`.
template <class S>
class Retry {
 public:
  using baton_step = void;

  Retry(S inner, RetryOptions options) : step_(std::move(inner)), options_(options) {
    if (options.attempts < 1) {
      throw Error(ErrorCode::invalid_argument, "retry needs at least 1 attempt");
    }
  }

  template <class In>
    requires Step<S, In>
  Task<StepOutput<S, In>> operator()(In in, Context context) const {
    for (int attempt = 1;; ++attempt) {
      std::optional<Error> failure;
      try {
        In copy = in;
        co_return co_await detail::run_one(step_, std::move(copy), context);
      } catch (...) {
        failure = current_error();
      }
      if (attempt == options_.attempts || !detail::worth_retrying(*failure, options_)) throw *failure;
      const auto delay = detail::retry_delay(*failure, attempt, options_);
      if (Context::Clock::now() + delay >= context.deadline()) throw *failure;
      co_await context.runtime().sleep_for(delay, context);
    }
  }

 private:
  S step_;
  RetryOptions options_;
};

/// `retry(step, {.attempts = 3})`: again after a retryable error, with exponential backoff and jitter,
/// not before the vendor's Retry-After and not past the deadline. The last error is thrown.
template <class S>
auto retry(S operand, RetryOptions options = {}) {
  return step(Retry(detail::as_step(std::move(operand)), options));
}

}  // namespace baton::inline v0
