#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include <baton/chain/apart.hpp>
#include <baton/chain/compose.hpp>
#include <baton/core/for_each.hpp>

namespace baton::inline v0 {

struct MapOptions {
  std::size_t concurrency = 8;  ///< how many elements at the same time
};

/// Runs a step for every element. Made by `map`.
template <class S>
class Map {
 public:
  using baton_step = void;

  Map(S inner, MapOptions options) : step_(std::move(inner)), options_(options) {}

  template <class In>
    requires Step<S, In>
  Task<std::vector<StepOutput<S, In>>> operator()(std::vector<In> items, Context context) const {
    std::vector<std::optional<StepOutput<S, In>>> slots(items.size());
    const auto body = [&](std::size_t i, const Context& child) -> Task<void> {
      slots[i].emplace(co_await detail::run_apart(step_, std::move(items[i]), child));
    };
    co_await for_each(items.size(), options_.concurrency, context, body);
    std::vector<StepOutput<S, In>> results;
    results.reserve(slots.size());
    for (auto& slot : slots) results.push_back(*std::move(slot));
    co_return results;
  }

 private:
  S step_;
  MapOptions options_;
};

/// `map(step)`: from a vector of inputs to the vector of results in the same order, several at the same
/// time. The first failure stops the rest and is thrown.
template <class S>
auto map(S operand, MapOptions options = {}) {
  return step(Map(detail::as_step(std::move(operand)), options));
}

}  // namespace baton::inline v0
