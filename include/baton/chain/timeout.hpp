#pragma once

#include <chrono>
#include <utility>

#include <baton/chain/compose.hpp>

namespace baton::inline v0 {

/// Runs a step with less time. Made by `with_timeout`.
template <class S>
class Timeout {
 public:
  using baton_step = void;

  Timeout(S inner, std::chrono::steady_clock::duration timeout)
      : step_(std::move(inner)), timeout_(timeout) {}

  template <class In>
    requires Step<S, In>
  Task<StepOutput<S, In>> operator()(In in, Context context) const {
    return detail::run_one(step_, std::move(in), context.with_timeout(timeout_));
  }

  template <class In>
    requires Step<S, In>
  auto astream(In in, Context context) const {
    return detail::open_one(step_, std::move(in), context.with_timeout(timeout_));
  }

 private:
  S step_;
  std::chrono::steady_clock::duration timeout_;
};

/// `with_timeout(step, 5s)`: fails with `deadline_exceeded` when the step takes longer. Code of the
/// application's that neither waits nor looks at its context cannot be interrupted.
template <class S>
auto with_timeout(S operand, std::chrono::steady_clock::duration timeout) {
  return step(Timeout(detail::as_step(std::move(operand)), timeout));
}

}  // namespace baton::inline v0
