#pragma once

#include <type_traits>
#include <utility>

#include <baton/chain/chain.hpp>
#include <baton/core/runtime.hpp>

/// How branches that shall run at the same time are started. Applications have no need of it.
namespace baton::inline v0::detail {

/// Whether a step runs code of the application's: a bare callable, or a chain with one in it.
template <class S>
inline constexpr bool has_user_code = !enable_step<S>;
template <class... S>
inline constexpr bool has_user_code<Chain<S...>> = (has_user_code<S> || ...);

/// Runs a step beside others. What awaits takes its turns on the caller's executor; a synchronous step
/// with code of the application's would hold everybody up, so it goes to the blocking pool.
template <class S, class In>
Task<StepOutput<S, In>> run_apart(const S& step, In in, Context context) {
  if constexpr (has_user_code<S> && !is_async<S, In>) {
    const auto call = [&]() -> StepOutput<S, In> {
      if constexpr (std::is_void_v<Raw<S, In>>) {
        call_step(step, std::move(in), context);
        return {};
      } else {
        return call_step(step, std::move(in), context);
      }
    };
    co_return co_await context.runtime().blocking(call, context);
  } else {
    co_return co_await run_one(step, std::move(in), context);
  }
}

}  // namespace baton::inline v0::detail
