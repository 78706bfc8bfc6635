#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
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

/// Rethrows what is in flight as an `Error` that names the step, and ends the span as failed.
[[noreturn]] inline void fail_step(Span& span, const std::string& name) {
  const Error inner = current_error();
  const Error error = name.empty() ? inner : inner.within(name);
  span.fail(error);
  throw error;
}

/// Calls one synchronous step.
template <class S, class In>
StepOutput<S, In> call_sync(const S& step, std::size_t position, In&& in, const Context& context) {
  const auto name = [&] { return step_name(step, position); };
  Span span(SpanKind::step, context.tracer() != nullptr ? name() : std::string(), context);
  try {
    if constexpr (std::is_void_v<Raw<S, In>>) {
      call_step(step, std::forward<In>(in), span.context());
      return {};
    } else {
      return call_step(step, std::forward<In>(in), span.context());
    }
  } catch (...) {
    fail_step(span, name());
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

/// Starts an asynchronous step: whatever it gives, as a task. `in` must outlive the task.
template <class S, class In>
Task<StepOutput<S, In>> start_async(const S& step, In& in, const Context& context) {
  using Given = Raw<S, In>;
  if constexpr (TakesStream<S, In>) {
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
  if constexpr (std::is_same_v<Raw<S, In>, Task<void>>) {
    co_await call_step(step, std::move(in), context);
    co_return Nothing{};
  } else if constexpr (is_async<S, In>) {
    co_return co_await start_async(step, in, context);
  } else if constexpr (std::is_void_v<Raw<S, In>>) {
    call_step(step, std::move(in), context);
    co_return Nothing{};
  } else {
    co_return call_step(step, std::move(in), context);
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
    Here here = run_sync<I, at>(*steps, std::move(in), context);
    const S& step = std::get<at>(*steps);
    std::optional<Out> out;
    {
      const auto name = [&] { return step_name(step, at); };
      Span span(SpanKind::step, context.tracer() != nullptr ? name() : std::string(), context);
      try {
        if constexpr (std::is_same_v<Raw<S, Here>, Task<void>>) {
          co_await call_step(step, std::move(here), span.context());
          out.emplace();
        } else {
          out.emplace(co_await start_async(step, here, span.context()));
        }
      } catch (...) {
        fail_step(span, name());
      }
    }
    if constexpr (is_sync_from<Steps, at + 1, Out>) {
      co_return run_sync<at + 1, size>(*steps, *std::move(out), context);
    } else {
      co_return co_await run<at + 1>(steps, *std::move(out), context);
    }
  }
}

}  // namespace baton::inline v0::detail
