#pragma once

#include <cstddef>
#include <string>
#include <tuple>
#include <utility>

#include <baton/chain/chain.hpp>
#include <baton/chain/compose.hpp>

namespace baton::inline v0 {

namespace detail {

template <std::size_t I, class Steps, class In>
Task<std::string> explain_from(std::shared_ptr<const Steps> steps, In in, Context context) {
  if constexpr (I == std::tuple_size_v<Steps>) {
    co_return "this chain sends nothing to a model";
  } else if constexpr (std::is_same_v<StepAt<Steps, I>, ModelStep>) {
    co_return std::get<I>(*steps).model().explain(to_request(std::move(in)));
  } else {
    auto out = co_await run_one(std::get<I>(*steps), std::move(in), context);
    co_return co_await explain_from<I + 1>(std::move(steps), std::move(out), std::move(context));
  }
}

}  // namespace detail

/// What the chain would send to its first model for this input, to the byte, without sending it. The
/// steps before the model are really run.
///
///     std::cout << explain(chain, "topic"_a = "cats");
template <class... S, class... Args>
std::string explain(const Chain<S...>& chain, Args&&... args) {
  auto call = detail::take_input(std::forward<Args>(args)...);
  auto steps = std::make_shared<const std::tuple<S...>>(chain.steps());
  return sync_wait(detail::explain_from<0>(std::move(steps), std::move(call.input), call.context),
                   call.context);
}

}  // namespace baton::inline v0
