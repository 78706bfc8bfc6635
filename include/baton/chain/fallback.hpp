#pragma once

#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include <baton/chain/compose.hpp>

namespace baton::inline v0 {

/// Runs steps in order until one succeeds. Made by `fallback`.
template <class... S>
class Fallback {
 public:
  using baton_step = void;

  explicit Fallback(S... steps) : steps_(std::move(steps)...) {}

  template <class In>
  using Out = StepOutput<std::tuple_element_t<0, std::tuple<S...>>, In>;

  template <class In>
    requires(Step<S, In> && ...)
  Task<Out<In>> operator()(In in, Context context) const {
    static_assert((std::is_same_v<StepOutput<S, In>, Out<In>> && ...),
                  "baton: all steps of a fallback must give the same type");
    return attempt<0>(std::move(in), std::move(context), std::nullopt);
  }

 private:
  template <std::size_t I, class In>
  Task<Out<In>> attempt(In in, Context context, std::optional<Error> before) const {
    std::optional<Error> failure;
    try {
      In copy = in;
      co_return co_await detail::run_one(std::get<I>(steps_), std::move(copy), context);
    } catch (...) {
      failure = current_error();
    }
    context.check();
    if (before && failure->cause() == nullptr) failure = failure->with_cause(*before);
    if constexpr (I + 1 == sizeof...(S)) {
      throw *failure;
    } else {
      co_return co_await attempt<I + 1>(std::move(in), std::move(context), std::move(failure));
    }
  }

  std::tuple<S...> steps_;
};

/// `fallback(first, second, …)`: the next one when one fails, whatever the failure, unless the call was
/// cancelled or is out of time. When all fail the last error is thrown, with the one before as its cause.
template <class... S>
auto fallback(S... operands) {
  static_assert(sizeof...(S) > 1, "baton: fallback needs at least two steps");
  return step(Fallback(detail::as_step(std::move(operands))...));
}

}  // namespace baton::inline v0
