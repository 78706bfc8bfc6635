#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include <baton/chain/step.hpp>
#include <baton/core/span.hpp>

/// How a chain runs to one value. Applications have no need of it.
///
/// Stretches of synchronous steps are plain calls; each asynchronous step costs one coroutine.
namespace baton::inline v0::detail {

template <class Steps, std::size_t I>
using StepAt = std::tuple_element_t<I, Steps>;

/// The type that reaches step `End` when `In` goes into step `I`.
template <class Steps, std::size_t I, std::size_t End, class In>
struct Reaching {
  using S = StepAt<Steps, I>;
  using type = typename Reaching<Steps, I + 1, End, StepOutput<S, In>>::type;
};
template <class Steps, std::size_t End, class In>
struct Reaching<Steps, End, End, In> {
  using type = In;
};
template <class Steps, std::size_t I, std::size_t End, class In>
  requires(I < End && !Step<StepAt<Steps, I>, In>)
struct Reaching<Steps, I, End, In> {
  using S = StepAt<Steps, I>;
  static_assert((step_takes<S, In, false>(), false));
  using type = Nothing;
};

template <class Steps, std::size_t I, class In>
using Final = typename Reaching<Steps, I, std::tuple_size_v<Steps>, In>::type;

/// The first step at or after `I` that does not simply return its value.
template <class Steps, std::size_t I, class In>
consteval std::size_t first_async() {
  if constexpr (I == std::tuple_size_v<Steps>) {
    return I;
  } else if constexpr (!Step<StepAt<Steps, I>, In>) {
    return I;
  } else if constexpr (is_async<StepAt<Steps, I>, In>) {
    return I;
  } else {
    return first_async<Steps, I + 1, StepOutput<StepAt<Steps, I>, In>>();
  }
}

template <class Steps, std::size_t I, class In>
inline constexpr bool is_sync_from = first_async<Steps, I, In>() == std::tuple_size_v<Steps>;

/// What is in flight as an `Error` that names the step; ends the span as failed.
[[nodiscard]] inline Error step_error(Span& span, const std::string& name) {
  const Error inner = current_error();
  Error error = name.empty() ? inner : inner.within(name);
  span.fail(error);
  return error;
}

/// Watches over the call of a step: a span, and the step's name in the path of errors.
template <class S>
class StepWatch {
 public:
  StepWatch(const S& step, std::size_t position, const Context& context)
      : step_(step),
        position_(position),
        span_(SpanKind::step, context.tracer() != nullptr ? step_name(step, position) : std::string(), context) {}

  [[nodiscard]] const Context& context() const noexcept { return span_.context(); }
  template <class Out>
  void succeeded(const Out&) const noexcept {}
  /// The error to throw, in a handler.
  [[nodiscard]] Error failed() { return step_error(span_, step_name(step_, position_)); }

 private:
  const S& step_;
  std::size_t position_;
  Span span_;
};

/// Calls one synchronous step.
template <class S, class In>
StepOutput<S, In> call_sync(const S& step, std::size_t position, In&& in, const Context& context) {
  StepWatch watch(step, position, context);
  try {
    if constexpr (std::is_void_v<Raw<S, In>>) {
      call_step(step, std::forward<In>(in), watch.context());
      return {};
    } else {
      return call_step(step, std::forward<In>(in), watch.context());
    }
  } catch (...) {
    throw watch.failed();
  }
}

/// Runs the synchronous steps [I, End).
template <std::size_t I, std::size_t End, class Steps, class In>
auto run_sync(const Steps& steps, In&& in, const Context& context) ->
    typename Reaching<Steps, I, End, std::remove_cvref_t<In>>::type {
  if constexpr (I == End) {
    return std::forward<In>(in);
  } else {
    return run_sync<I + 1, End>(steps, call_sync(std::get<I>(steps), I, std::forward<In>(in), context),
                                context);
  }
}

/// A stream of the one value a step before gave.
template <class T>
Stream<T> stream_of(T value) {
  co_yield std::move(value);
}

inline Task<Nothing> with_nothing(Task<void> task) {
  co_await task;
  co_return Nothing{};
}

/// Starts an asynchronous step: whatever it gives, as a task. `in` must outlive the task.
template <class S, class In>
Task<StepOutput<S, In>> start_async(const S& step, In& in, const Context& context) {
  using Given = Raw<S, In>;
  if constexpr (std::is_same_v<Given, Task<void>>) {
    return with_nothing(call_step(step, std::move(in), context));
  } else if constexpr (TakesStream<S, In>) {
    if constexpr (is_stream<Given>) {
      return collect(call_step(step, stream_of(std::move(in)), context));
    } else {
      return call_step(step, stream_of(std::move(in)), context);
    }
  } else if constexpr (is_stream<Given>) {
    return collect(call_step(step, std::move(in), context));
  } else {
    return call_step(step, std::move(in), context);
  }
}

/// Runs one step of any kind, which must outlive the task, without a span of its own.
template <class S, class In>
Task<StepOutput<S, In>> run_one(const S& step, In in, Context context) {
  if constexpr (is_async<S, In>) {
    co_return co_await start_async(step, in, context);
  } else if constexpr (std::is_void_v<Raw<S, In>>) {
    call_step(step, std::move(in), context);
    co_return Nothing{};
  } else {
    co_return call_step(step, std::move(in), context);
  }
}

/// A step that watches over its own calls: it prepares what it sends, opens its own span instead of
/// getting one, and says what its errors carry. Such a call needs no coroutine besides the chain's.
template <class S, class In>
concept SelfWatched = requires(const S& step, In in) { step.prepare(std::move(in)); };

/// The three parts of calling an asynchronous step.
template <class S, class In>
auto prepare_step(const S& step, In in) {
  if constexpr (SelfWatched<S, In>) {
    return step.prepare(std::move(in));
  } else {
    return in;
  }
}
template <class In, class S, class Prepared>
auto watch_step(const S& step, std::size_t position, Prepared& in, const Context& context) {
  if constexpr (SelfWatched<S, In>) {
    return step.watch(in, context);
  } else {
    return StepWatch<S>(step, position, context);
  }
}
template <class In, class S, class Prepared>
Task<StepOutput<S, In>> start_step(const S& step, Prepared& in, const Context& context) {
  if constexpr (SelfWatched<S, In>) {
    return step.start(std::move(in), context);
  } else {
    return start_async(step, in, context);
  }
}

/// Runs the chain from step `I` on, whose input is `in`, as a task.
template <std::size_t I, class Steps, class In>
Task<Final<Steps, I, In>> run(std::shared_ptr<const Steps> steps, In in, Context context) {
  constexpr std::size_t size = std::tuple_size_v<Steps>;
  constexpr std::size_t at = first_async<Steps, I, In>();
  if constexpr (at == size) {
    co_return run_sync<I, size>(*steps, std::move(in), context);
  } else {
    using Here = typename Reaching<Steps, I, at, In>::type;
    using S = StepAt<Steps, at>;
    using Out = StepOutput<S, Here>;
    context.check();
    const S& step = std::get<at>(*steps);
    auto here = prepare_step(step, run_sync<I, at>(*steps, std::move(in), context));
    Task<Out> task(nullptr);
    Out* out = nullptr;
    {
      auto watch = watch_step<Here>(step, at, here, context);
      try {
        task = start_step<Here>(step, here, watch.context());
        out = &co_await task.borrow();
        watch.succeeded(*out);
      } catch (...) {
        throw watch.failed();
      }
    }
    if constexpr (is_sync_from<Steps, at + 1, Out>) {
      co_return run_sync<at + 1, size>(*steps, std::move(*out), context);
    } else {
      co_return co_await run<at + 1>(steps, std::move(*out), context);
    }
  }
}

}  // namespace baton::inline v0::detail
