#pragma once

#include <tuple>
#include <type_traits>
#include <utility>

#include <baton/chain/chain.hpp>
#include <baton/chain/model_step.hpp>

namespace baton::inline v0 {

namespace detail {

template <class T>
inline constexpr bool is_chain = false;
template <class... S>
inline constexpr bool is_chain<Chain<S...>> = true;

template <class T>
concept StepOperand = enable_step<T> || std::is_class_v<T> || std::is_function_v<std::remove_pointer_t<T>>;

/// A model becomes its step; everything else stands for itself.
template <class T>
auto as_step(T&& operand) {
  using Operand = std::decay_t<T>;
  static_assert(StepOperand<Operand>,
                "baton: this is not a step: a step is a lambda, a prompt, a model, a parser, a "
                "retriever or a chain");
  if constexpr (std::is_same_v<Operand, Model>) {
    return ModelStep(std::forward<T>(operand));
  } else {
    return Operand(std::forward<T>(operand));
  }
}

template <class T>
auto steps_of(T&& operand) {
  if constexpr (is_chain<std::decay_t<T>>) {
    return operand.steps();
  } else {
    return std::make_tuple(as_step(std::forward<T>(operand)));
  }
}

/// A model followed by a parser that knows its format is asked for that format.
template <class Left, class Right>
auto bind_format(Left left, const Right& right) {
  if constexpr (std::is_same_v<Left, ModelStep> && requires { ChatOptions{}.format = right.format(); }) {
    ChatOptions options;
    options.format = right.format();
    return ModelStep(left.model().with(options));
  } else {
    return left;
  }
}

template <class Left, class Right>
constexpr void check_wiring() {
  if constexpr (requires { typename KnownOutput<Left>::type; }) {
    using Given = typename KnownOutput<Left>::type;
    step_takes<Right, Given, Step<Right, Given>>();
  }
}

template <class... L, class... R>
auto join(std::tuple<L...> left, std::tuple<R...> right) {
  constexpr std::size_t last = sizeof...(L) - 1;
  using Last = std::tuple_element_t<last, std::tuple<L...>>;
  using First = std::tuple_element_t<0, std::tuple<R...>>;
  check_wiring<Last, First>();
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return std::apply(
        [&](auto&... each) {
          return Chain(std::move(std::get<I>(left))...,
                       bind_format(std::move(std::get<last>(left)), std::get<0>(right)),
                       std::move(each)...);
        },
        right);
  }(std::make_index_sequence<last>{});
}

}  // namespace detail

/// A chain of one step, so that it can be called: `step(model("openai/gpt-4.1-mini")).invoke("Hi")`.
template <class T>
auto step(T&& operand) {
  if constexpr (detail::is_chain<std::decay_t<T>>) {
    return std::decay_t<T>(std::forward<T>(operand));
  } else {
    return Chain(detail::as_step(std::forward<T>(operand)));
  }
}

/// `a | b`: what `a` gives goes into `b`. At least one side is a step of baton's; the other may be any
/// callable. Types that do not fit do not compile.
template <class Left, class Right>
  requires(enable_step<std::decay_t<Left>> || enable_step<std::decay_t<Right>>)
auto operator|(Left&& left, Right&& right) {
  return detail::join(detail::steps_of(std::forward<Left>(left)),
                      detail::steps_of(std::forward<Right>(right)));
}

}  // namespace baton::inline v0
