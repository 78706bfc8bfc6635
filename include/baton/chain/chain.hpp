#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include <baton/chain/flow.hpp>
#include <baton/chain/input.hpp>
#include <baton/chain/run.hpp>
#include <baton/core/result.hpp>
#include <baton/core/sync_wait.hpp>

namespace baton::inline v0 {

/// Steps one after another, made with `operator|` or `step(…)`. Itself a step.
///
/// Every call takes the input and, last, an optional `Context`. The input is one value, or any number
/// of named ones. An immutable value: cheap to copy, safe to call from many threads at once as far as
/// its lambdas are. A chain without asynchronous steps runs on the calling thread as plain calls.
/// Errors carry the path of the step they came through.
///
///     auto joke = prompt<"Tell a joke about {topic}"> | model("openai/gpt-4.1-mini") | text;
///     std::string s = joke.invoke("cats");
///     for (const std::string& piece : joke.stream("topic"_a = "cats")) std::cout << piece;
template <class... S>
class Chain {
 public:
  using baton_step = void;
  using Steps = std::tuple<S...>;

  explicit Chain(S... steps) : steps_(std::make_shared<const Steps>(std::move(steps)...)) {}

  /// Runs to the end on the calling thread; throws `Error`.
  template <class... Args>
  auto invoke(Args&&... args) const {
    auto call = detail::take_input(std::forward<Args>(args)...);
    using In = decltype(call.input);
    if constexpr (detail::is_sync_from<Steps, 0, In>) {
      return detail::run_sync<0, sizeof...(S)>(*steps_, std::move(call.input), call.context);
    } else {
      return sync_wait(detail::run<0>(borrowed(), std::move(call.input), call.context), call.context);
    }
  }

  /// The same without exceptions.
  template <class... Args>
  auto try_invoke(Args&&... args) const {
    return capture([&] { return invoke(std::forward<Args>(args)...); });
  }

  /// The same as a task to `co_await`.
  template <class... Args>
  auto ainvoke(Args&&... args) const {
    auto call = detail::take_input(std::forward<Args>(args)...);
    return detail::run<0>(steps_, std::move(call.input), std::move(call.context));
  }

  /// The answer piece by piece, as the last step that can stream gives it, read by a plain loop.
  template <class... Args>
  auto stream(Args&&... args) const {
    auto call = detail::take_input(std::forward<Args>(args)...);
    const Context context = call.context;
    return BlockingStream(detail::open<0>(steps_, std::move(call.input), std::move(call.context)), context);
  }

  /// The same as a stream to `co_await`.
  template <class... Args>
  auto astream(Args&&... args) const {
    auto call = detail::take_input(std::forward<Args>(args)...);
    return detail::open<0>(steps_, std::move(call.input), std::move(call.context));
  }

  /// As a step of another chain.
  template <class In>
    requires(detail::first_async<Steps, 0, In>() == sizeof...(S))
  auto operator()(In in, const Context& context) const {
    return detail::run_sync<0, sizeof...(S)>(*steps_, std::move(in), context);
  }
  template <class In>
    requires(detail::first_async<Steps, 0, In>() < sizeof...(S))
  auto operator()(In in, const Context& context) const {
    return detail::run<0>(steps_, std::move(in), context);
  }

  [[nodiscard]] const Steps& steps() const noexcept { return *steps_; }

 private:
  /// The steps for a call that this chain outlives: without counting references.
  [[nodiscard]] std::shared_ptr<const Steps> borrowed() const noexcept {
    return {std::shared_ptr<const Steps>(), steps_.get()};
  }

  std::shared_ptr<const Steps> steps_;
};

}  // namespace baton::inline v0
