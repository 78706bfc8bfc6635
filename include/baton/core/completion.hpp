#pragma once

#include <atomic>
#include <coroutine>
#include <exception>
#include <utility>
#include <variant>

#include <baton/core/error.hpp>
#include <baton/core/executor.hpp>

namespace baton::inline v0 {

/// One result handed from a callback on any thread to one waiting coroutine: the bridge between
/// callback libraries and tasks.
///
/// `set_value` or `set_error` is called exactly once; the waiter resumes on its own executor. The
/// object must live until both sides are done (share it, or keep it in the waiting frame and make
/// sure that the callback always comes). `T` must be movable; use `std::monostate` for nothing.
///
///     Completion<int> done;
///     library_call([&](int n) { done.set_value(n); });
///     int n = co_await done;
template <class T>
class Completion {
 public:
  Completion() = default;
  Completion(const Completion&) = delete;
  Completion& operator=(const Completion&) = delete;

  void set_value(T value) {
    outcome_.template emplace<1>(std::move(value));
    finish();
  }
  void set_error(std::exception_ptr error) noexcept {
    outcome_.template emplace<2>(std::move(error));
    finish();
  }

  [[nodiscard]] bool await_ready() const noexcept { return state_.load(std::memory_order_acquire) == ready; }

  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> handle) noexcept {
    waiter_ = handle;
    executor_ = handle.promise().executor;
    int expected = empty;
    return state_.compare_exchange_strong(expected, waiting, std::memory_order_acq_rel);
  }

  T await_resume() {
    if (outcome_.index() == 2) std::rethrow_exception(std::get<2>(outcome_));
    return std::get<1>(std::move(outcome_));
  }

 private:
  static constexpr int empty = 0;
  static constexpr int waiting = 1;
  static constexpr int ready = 2;

  void finish() noexcept {
    if (state_.exchange(ready, std::memory_order_acq_rel) != waiting) return;
    // Copies first: once resumed, the waiter may destroy this object.
    const auto waiter = waiter_;
    Executor* const executor = executor_;
    if (executor != nullptr) {
      executor->post(waiter);
    } else {
      waiter.resume();
    }
  }

  std::atomic<int> state_{empty};
  std::coroutine_handle<> waiter_;
  Executor* executor_ = nullptr;
  std::variant<std::monostate, T, std::exception_ptr> outcome_;
};

}  // namespace baton::inline v0
