#pragma once

#include <atomic>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <baton/core/detached.hpp>
#include <baton/core/task.hpp>

namespace baton::inline v0 {

namespace detail {

/// Counts children down and resumes the waiting parent when the last one has ended.
class Latch {
 public:
  using baton_awaitable = void;

  explicit Latch(std::size_t children) noexcept : left_(children + 1) {}

  void arrive() noexcept {
    if (left_.fetch_sub(1, std::memory_order_acq_rel) == 1) waiter_.resume();
  }

  /// Awaited through a pointer: GCC 12 copies an awaiter that is an lvalue.
  struct Awaiter {
    using baton_awaitable = void;
    Latch* latch;
    [[nodiscard]] bool await_ready() const noexcept {
      return latch->left_.load(std::memory_order_acquire) == 1;
    }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> waiter) const noexcept {
      return latch->suspend(waiter, waiter.promise());
    }
    static void await_resume() noexcept {}
  };
  [[nodiscard]] Awaiter operator co_await() noexcept { return {this}; }

  struct CurrentExecutor {
    using baton_awaitable = void;
    Executor* executor = nullptr;
    static bool await_ready() noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> handle) noexcept {
      executor = handle.promise().executor;
      return false;
    }
    [[nodiscard]] Executor* await_resume() const noexcept { return executor; }
  };

 private:
  bool suspend(std::coroutine_handle<> waiter, PromiseBase& promise) noexcept {
    waiter_ = waiter;
    // Whoever resumes the waiter does it from another coroutine's loop.
    auto* trampoline = std::exchange(promise.trampoline, nullptr);
    if (left_.fetch_sub(1, std::memory_order_acq_rel) != 1) return true;
    promise.trampoline = trampoline;
    return false;
  }

  std::atomic<std::size_t> left_;
  std::coroutine_handle<> waiter_;
};

/// What a task left behind; `void` counts as `std::monostate`.
template <class T>
using Settled = std::variant<std::monostate, std::conditional_t<std::is_void_v<T>, std::monostate, T>,
                             std::exception_ptr>;

template <class T>
Detached settle(Task<T>& task, Settled<T>& settled, Latch& latch) {
  try {
    if constexpr (std::is_void_v<T>) {
      co_await task;
      settled.template emplace<1>();
    } else {
      settled.template emplace<1>(co_await task);
    }
  } catch (...) {
    settled.template emplace<2>(std::current_exception());
  }
  latch.arrive();
}

template <class T>
void rethrow_failure(const Settled<T>& settled) {
  if (settled.index() == 2) std::rethrow_exception(std::get<2>(settled));
}

}  // namespace detail

/// Runs all tasks at the same time and waits for every one; then gives the results in order, or throws
/// the first failure in order. All of them end before this ends. (To stop the others on a failure, see
/// `for_each`; to take the first, `when_any`.)
///
///     auto [a, b] = co_await when_all(fetch(x), fetch(y));
template <class... T>
  requires(!std::is_void_v<T> && ...)
Task<std::tuple<T...>> when_all(Task<T>... tasks) {
  std::tuple<detail::Settled<T>...> settled;
  detail::Latch latch(sizeof...(T));
  Executor* const executor = co_await detail::Latch::CurrentExecutor{};
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (detail::settle(tasks, std::get<I>(settled), latch).start(executor), ...);
  }(std::index_sequence_for<T...>{});
  co_await latch;
  std::apply([](const auto&... each) { (detail::rethrow_failure<T>(each), ...); }, settled);
  co_return std::apply(
      [](auto&... each) { return std::tuple<T...>(std::get<1>(std::move(each))...); }, settled);
}

/// The same for any number of tasks of one type.
template <class T>
auto when_all(std::vector<Task<T>> tasks)
    -> Task<std::conditional_t<std::is_void_v<T>, void, std::vector<std::conditional_t<std::is_void_v<T>, int, T>>>> {
  std::vector<detail::Settled<T>> settled(tasks.size());
  detail::Latch latch(tasks.size());
  Executor* const executor = co_await detail::Latch::CurrentExecutor{};
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    detail::settle(tasks[i], settled[i], latch).start(executor);
  }
  co_await latch;
  for (const auto& each : settled) detail::rethrow_failure<T>(each);
  if constexpr (!std::is_void_v<T>) {
    std::vector<T> values;
    values.reserve(settled.size());
    for (auto& each : settled) values.push_back(std::get<1>(std::move(each)));
    co_return values;
  }
}

}  // namespace baton::inline v0
