#pragma once

#include <concepts>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include <baton/core/context.hpp>
#include <baton/core/stream.hpp>
#include <baton/core/task.hpp>
#include <baton/core/whole.hpp>

namespace baton::inline v0 {

/// Marks a type as a step of baton's, so that `operator|` composes it. Types with a member
/// `baton_step` are marked; specialise it for a type you cannot change.
template <class T>
inline constexpr bool enable_step = requires { typename T::baton_step; };

/// What goes into a step that takes nothing, and comes out of one that gives nothing.
using Nothing = std::monostate;

namespace detail {

template <class T>
inline constexpr bool is_task = false;
template <class T>
inline constexpr bool is_task<Task<T>> = true;
template <class T>
inline constexpr bool is_stream = false;
template <class T>
inline constexpr bool is_stream<Stream<T>> = true;

template <class S, class In>
concept CallableWith = std::invocable<const S&, In>;
template <class S, class In>
concept CallableWithContext = std::invocable<const S&, In, const Context&>;
template <class S, class In>
concept CallableWithNothing = std::same_as<In, Nothing> && std::invocable<const S&>;

/// Calls a step with what it takes of (input, context).
template <class S, class In>
decltype(auto) call_step(const S& step, In&& in, const Context& context) {
  using Input = std::remove_cvref_t<In>;
  if constexpr (CallableWithNothing<S, Input>) {
    return std::invoke(step);
  } else if constexpr (CallableWith<S, In>) {
    return std::invoke(step, std::forward<In>(in));
  } else {
    return std::invoke(step, std::forward<In>(in), context);
  }
}

template <class S, class In>
concept TakesValue = CallableWithNothing<S, In> || CallableWith<S, In> || CallableWithContext<S, In>;
/// A step that makes one stream out of another: a parser, or a lambda that takes a `Stream`.
template <class S, class Chunk>
concept HasTransform = requires(const S& step, Stream<Chunk> in, Context context) {
  step.transform(std::move(in), context);
};
template <class S, class In>
concept HasStream = requires(const S& step, In in, Context context) {
  step.astream(std::move(in), context);
};
template <class S, class In>
concept TakesStream = !TakesValue<S, In> && (CallableWith<S, Stream<In>> || CallableWithContext<S, Stream<In>>);

template <class T>
struct Plain {
  using type = std::conditional_t<std::is_void_v<T>, Nothing, std::remove_cvref_t<T>>;
};
template <class T>
struct Plain<Task<T>> : Plain<T> {};
template <class Chunk>
struct Plain<Stream<Chunk>> {
  using type = typename Whole<Chunk>::type;
};

template <class T>
struct ChunkOf {
  using type = typename Plain<T>::type;
};
template <class Chunk>
struct ChunkOf<Stream<Chunk>> {
  using type = Chunk;
};

/// What calling the step with `In` gives, before tasks and streams are looked into.
template <class S, class In>
struct RawOf {
  using type = decltype(call_step(std::declval<const S&>(), std::declval<In>(), std::declval<const Context&>()));
};
template <class S, class In>
  requires TakesStream<S, In>
struct RawOf<S, In> : RawOf<S, Stream<In>> {};

template <class S, class In>
using Raw = typename RawOf<S, In>::type;

}  // namespace detail

/// Something a chain can be made of: called with an `In` (and, if it likes, the `Context`), it gives a
/// value, a `Task` of a value, or a `Stream` of chunks.
///
/// Optional members: `astream(In, Context)` gives the chunks of the answer as they come, and
/// `transform(Stream<Chunk>, Context)` works on the chunks of the step before. Whatever is missing is
/// derived: a stream is collected into a value, a value is a stream of one chunk.
template <class S, class In>
concept Step = detail::TakesValue<S, In> || detail::TakesStream<S, In>;

/// What a step gives for an `In`, when it is awaited or collected.
template <class S, class In>
using StepOutput = typename detail::Plain<detail::Raw<S, In>>::type;

namespace detail {

/// Appears in the compiler's message with both types when two steps do not fit.
template <class StepType, class Given, bool Fits>
constexpr void step_takes() {
  static_assert(Fits,
                "baton: a step cannot take what the step before it gives. 'step_takes<Step, Given>' in "
                "this message names both: put a lambda between them that converts, or fix the step");
}

template <class S, class In>
inline constexpr bool is_async = is_task<Raw<S, In>> || is_stream<Raw<S, In>>;

/// The output of a step when it does not depend on the input: declared, or that of a plain lambda.
template <class S>
struct KnownOutput {};
template <class S>
  requires requires { typename S::output_type; }
struct KnownOutput<S> {
  using type = typename S::output_type;
};
template <class R>
struct Signature {
  using output = typename Plain<R>::type;
};
template <class F, class R, class... A>
Signature<R> signature_of(R (F::*)(A...) const);
template <class F, class R, class... A>
Signature<R> signature_of(R (F::*)(A...) const noexcept);
template <class S>
  requires(!requires { typename S::output_type; } && requires { signature_of(&S::operator()); })
struct KnownOutput<S> {
  using type = typename decltype(signature_of(&S::operator()))::output;
};

/// The name a step has in spans and error paths; empty for what names itself (models, chains).
template <class S>
std::string step_name(const S& step, std::size_t position) {
  if constexpr (requires { { step.step_name() } -> std::convertible_to<std::string_view>; }) {
    return std::string(step.step_name());
  } else if constexpr (enable_step<S>) {
    return {};
  } else {
    return "step" + std::to_string(position + 1);
  }
}

}  // namespace detail

}  // namespace baton::inline v0
