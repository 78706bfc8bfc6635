#pragma once

#include <cstddef>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

#include <baton/chain/run.hpp>

/// How a chain streams. Applications have no need of it.
///
/// A value travels step by step until a step can stream (`open`); from there chunks flow through every
/// step that can transform them (`flow`); a step that cannot gets the collected value, and so on.
namespace baton::inline v0::detail {

template <std::size_t I, class Steps, class In>
auto open(std::shared_ptr<const Steps> steps, In in, Context context);

template <std::size_t I, class Steps, class Chunk>
auto flow(std::shared_ptr<const Steps> steps, Stream<Chunk> stream, Context context);

template <class T>
struct StreamChunk;
template <class Chunk>
struct StreamChunk<Stream<Chunk>> {
  using type = Chunk;
};

template <std::size_t I, class Steps, class In>
using OpenChunk = typename StreamChunk<decltype(open<I>(std::declval<std::shared_ptr<const Steps>>(),
                                                        std::declval<In>(), Context{}))>::type;

/// Awaits step `I` and streams what the rest makes of it.
template <std::size_t I, class Steps, class In>
auto await_then_open(std::shared_ptr<const Steps> steps, In in, Context context)
    -> Stream<OpenChunk<I + 1, Steps, StepOutput<StepAt<Steps, I>, In>>> {
  auto only = std::make_shared<const std::tuple<StepAt<Steps, I>>>(std::get<I>(*steps));
  auto out = co_await run<0>(std::move(only), std::move(in), context);
  auto rest = open<I + 1>(std::move(steps), std::move(out), context);
  while (auto chunk = co_await rest.next()) co_yield std::move(*chunk);
}

/// Streams a lambda's own stream; the input stays alive with it.
template <class S, class In>
auto own_stream(S step, In in, Context context)
    -> Stream<typename StreamChunk<Raw<S, In>>::type> {
  auto inner = call_step(step, std::move(in), context);
  while (auto chunk = co_await inner.next()) co_yield std::move(*chunk);
}

/// Collects the stream and gives the whole to step `I`.
template <std::size_t I, class Steps, class Chunk>
auto collect_then_open(std::shared_ptr<const Steps> steps, Stream<Chunk> stream, Context context)
    -> Stream<OpenChunk<I, Steps, typename Whole<Chunk>::type>> {
  auto whole = co_await collect(std::move(stream));
  auto rest = open<I>(std::move(steps), std::move(whole), context);
  while (auto chunk = co_await rest.next()) co_yield std::move(*chunk);
}

/// A value enters step `I`.
template <std::size_t I, class Steps, class In>
auto open(std::shared_ptr<const Steps> steps, In in, Context context) {
  if constexpr (I == std::tuple_size_v<Steps>) {
    return stream_of(std::move(in));
  } else {
    using S = StepAt<Steps, I>;
    step_takes<S, In, Step<S, In>>();
    if constexpr (HasStream<S, In>) {
      auto stream = std::get<I>(*steps).astream(std::move(in), context);
      return flow<I + 1>(std::move(steps), std::move(stream), std::move(context));
    } else if constexpr (TakesStream<S, In>) {
      return flow<I>(std::move(steps), stream_of(std::move(in)), std::move(context));
    } else if constexpr (is_stream<Raw<S, In>>) {
      auto stream = own_stream(std::get<I>(*steps), std::move(in), context);
      return flow<I + 1>(std::move(steps), std::move(stream), std::move(context));
    } else if constexpr (is_task<Raw<S, In>>) {
      return await_then_open<I>(std::move(steps), std::move(in), std::move(context));
    } else {
      auto out = call_sync(std::get<I>(*steps), I, std::move(in), context);
      return open<I + 1>(std::move(steps), std::move(out), std::move(context));
    }
  }
}

/// Chunks enter step `I`.
template <std::size_t I, class Steps, class Chunk>
auto flow(std::shared_ptr<const Steps> steps, Stream<Chunk> stream, Context context) {
  if constexpr (I == std::tuple_size_v<Steps>) {
    return stream;
  } else {
    using S = StepAt<Steps, I>;
    if constexpr (HasTransform<S, Chunk>) {
      auto next = std::get<I>(*steps).transform(std::move(stream), context);
      return flow<I + 1>(std::move(steps), std::move(next), std::move(context));
    } else if constexpr (TakesStream<S, Chunk>) {
      if constexpr (is_stream<Raw<S, Chunk>>) {
        auto next = own_stream(std::get<I>(*steps), std::move(stream), context);
        return flow<I + 1>(std::move(steps), std::move(next), std::move(context));
      } else {
        return await_then_open<I>(std::move(steps), std::move(stream), std::move(context));
      }
    } else {
      return collect_then_open<I>(std::move(steps), std::move(stream), std::move(context));
    }
  }
}

/// Streams one step of any kind.
template <class S, class In>
auto open_one(const S& step, In in, Context context) {
  return open<0>(std::make_shared<const std::tuple<S>>(step), std::move(in), std::move(context));
}

}  // namespace baton::inline v0::detail
