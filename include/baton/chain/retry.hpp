#pragma once

#include <optional>
#include <utility>

#include <baton/chain/compose.hpp>
#include <baton/core/backoff.hpp>
#include <baton/core/runtime.hpp>

namespace baton::inline v0 {

/// Runs a step again when it failed in a way that may pass. Made by `retry`.
template <class S>
class Retry {
 public:
  using baton_step = void;

  Retry(S inner, RetryOptions options) : step_(std::move(inner)), options_(options) {
    detail::check_retry(options);
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
      const auto delay = detail::backoff_delay(*failure, attempt, options_);
      if (!delay || Context::Clock::now() + *delay >= context.deadline()) throw *failure;
      co_await context.runtime().sleep_for(*delay, context);
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
