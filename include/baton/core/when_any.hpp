#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/error.hpp>
#include <baton/core/when_all.hpp>

namespace baton::inline v0 {

namespace detail {

template <class T>
struct Race {
  explicit Race(const std::stop_token& parent) : stop(parent) {}
  LinkedStop stop;
  std::mutex mutex;
  std::optional<T> winner;
  std::size_t index = 0;

  void finish(std::size_t lane, T value) {
    {
      const std::lock_guard lock(mutex);
      if (winner) return;
      winner.emplace(std::move(value));
      index = lane;
    }
    stop.request_stop();
  }
};

template <class T>
Task<void> run_lane(Race<T>& race, std::size_t lane, Task<T> task) {
  race.finish(lane, co_await task);
}

}  // namespace detail

/// The result of `when_any`: which one won, and its value.
template <class T>
struct Winner {
  std::size_t index;
  T value;
};

/// Starts every `start(context)` at the same time, gives the first *successful* result, and stops and
/// awaits the others before it returns. When all fail, throws the first failure in order.
///
///     auto first = co_await when_any<int>(context, {ask_a, ask_b});   // Task<int>(Context) each
template <class T, class Start = std::function<Task<T>(Context)>>
Task<Winner<T>> when_any(Context context, std::vector<Start> starts) {
  if (starts.empty()) throw Error(ErrorCode::invalid_argument, "when_any needs at least one task");
  detail::Race<T> race(context.stop_token());
  const Context child = context.with_stop(race.stop.token());
  std::vector<Task<void>> lanes;
  lanes.reserve(starts.size());
  for (std::size_t i = 0; i < starts.size(); ++i) {
    lanes.push_back(detail::run_lane(race, i, starts[i](child)));
  }
  std::exception_ptr failure;
  try {
    co_await when_all(std::move(lanes));
  } catch (...) {
    failure = std::current_exception();
  }
  if (!race.winner) std::rethrow_exception(failure);
  co_return Winner<T>{race.index, *std::move(race.winner)};
}

}  // namespace baton::inline v0
