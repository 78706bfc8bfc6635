#pragma once

#include <type_traits>
#include <utility>

#include <baton/chain/compose.hpp>
#include <baton/core/runtime.hpp>

namespace baton::inline v0 {

/// Runs a slow function on the runtime's pool. Made by `blocking`.
template <class F>
class Blocking {
 public:
  using baton_step = void;

  explicit Blocking(F function) : function_(std::move(function)) {}

  template <class In>
    requires detail::TakesValue<F, In>
  Task<StepOutput<F, In>> operator()(In in, Context context) const {
    const auto call = [&]() -> StepOutput<F, In> {
      if constexpr (std::is_void_v<detail::Raw<F, In>>) {
        detail::call_step(function_, std::move(in), context);
        return {};
      } else {
        return detail::call_step(function_, std::move(in), context);
      }
    };
    co_return co_await context.runtime().blocking(call, context);
  }

 private:
  F function_;
};

/// `blocking(function)`: a step for a function that computes or waits for long (parsing, a database):
/// it runs on the bounded pool, and the thread that called the chain stays free for other steps.
template <class F>
auto blocking(F function) {
  return step(Blocking(std::move(function)));
}

}  // namespace baton::inline v0
