#pragma once

#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include <baton/chain/compose.hpp>

namespace baton::inline v0 {

/// A condition on the input and the step it leads to. Made by `when`.
template <class Condition, class S>
struct When {
  Condition condition;
  S step;
};

/// `when(condition, step)` for `branch`: `condition(input)` is a `bool`.
template <class Condition, class S>
auto when(Condition condition, S operand) {
  auto made = detail::as_step(std::move(operand));
  return When<Condition, decltype(made)>{std::move(condition), std::move(made)};
}

/// `otherwise(step)`: the last case of a `branch`.
template <class S>
auto otherwise(S operand) {
  return when([](const auto&) { return true; }, std::move(operand));
}

/// Runs the first step whose condition holds. Made by `branch`.
template <class... Cases>
class Branch {
 public:
  using baton_step = void;

  explicit Branch(Cases... cases) : cases_(std::move(cases)...) {}

  template <class In>
  using Out = StepOutput<decltype(std::tuple_element_t<0, std::tuple<Cases...>>::step), In>;

  template <class In>
    requires(Step<decltype(Cases::step), In> && ...)
  Task<Out<In>> operator()(In in, Context context) const {
    static_assert((std::same_as<StepOutput<decltype(Cases::step), In>, Out<In>> && ...),
                  "baton: all cases of a branch must give the same type");
    return choose<0>(std::move(in), std::move(context));
  }

 private:
  template <std::size_t I, class In>
  Task<Out<In>> choose(In in, Context context) const {
    if constexpr (I == sizeof...(Cases)) {
      throw Error(ErrorCode::invalid_argument,
                  "no case of the branch fits the input: end it with otherwise(…)");
    } else {
      const auto& option = std::get<I>(cases_);
      const bool chosen = option.condition(std::as_const(in));
      return chosen ? detail::run_one(option.step, std::move(in), std::move(context))
                    : choose<I + 1>(std::move(in), std::move(context));
    }
  }

  std::tuple<Cases...> cases_;
};

/// Chooses a step by the input:
///
///     branch(when(is_code, review), otherwise(summarise))
template <class... Cases>
auto branch(Cases... cases) {
  static_assert(sizeof...(Cases) > 0, "baton: branch needs at least one case");
  return step(Branch(std::move(cases)...));
}

}  // namespace baton::inline v0
