#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <baton/chain/compose.hpp>

namespace baton::inline v0 {

/// A step with a name. Made by `named`.
template <class S>
class NamedStep {
 public:
  using baton_step = void;

  NamedStep(std::string name, S inner) : name_(std::move(name)), step_(std::move(inner)) {}

  [[nodiscard]] std::string_view step_name() const noexcept { return name_; }

  template <class In>
    requires Step<S, In>
  auto operator()(In in, const Context& context) const {
    if constexpr (detail::is_async<S, In>) {
      return detail::run_one(step_, std::move(in), context);
    } else {
      return detail::call_step(step_, std::move(in), context);
    }
  }

  template <class In>
    requires Step<S, In>
  auto astream(In in, Context context) const {
    return traced(name_, detail::open_one(step_, std::move(in), context));
  }

 private:
  template <class Chunk>
  static Stream<Chunk> traced(std::string name, Stream<Chunk> inner) {
    try {
      while (auto chunk = co_await inner.next()) co_yield std::move(*chunk);
    } catch (...) {
      throw current_error().within(name);
    }
  }

  std::string name_;
  S step_;
};

/// `named("answer", chain)`: the name its span and the path of its errors have.
template <class S>
auto named(std::string name, S operand) {
  return step(NamedStep(std::move(name), detail::as_step(std::move(operand))));
}

}  // namespace baton::inline v0
