#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include <baton/core/promise.hpp>

namespace baton::inline v0 {

template <class T>
class Task;

namespace detail {

struct TaskFinal {
  using baton_awaitable = void;
  static bool await_ready() noexcept { return false; }
  template <class Promise>
  static void await_suspend(std::coroutine_handle<Promise> handle) noexcept {
    transfer_to_parent(handle.promise());
  }
  static void await_resume() noexcept {}
};

template <class T>
struct TaskPromise : PromiseBase {
  std::variant<std::monostate, T, std::exception_ptr> outcome;

  Task<T> get_return_object() noexcept;
  static TaskFinal final_suspend() noexcept { return {}; }
  void unhandled_exception() noexcept { outcome.template emplace<2>(std::current_exception()); }
  template <class U = T>
  void return_value(U&& value) {
    outcome.template emplace<1>(std::forward<U>(value));
  }
  T& result() {
    if (outcome.index() == 2) std::rethrow_exception(std::get<2>(std::move(outcome)));
    return std::get<1>(outcome);
  }
  T take() { return std::move(result()); }
};

template <>
struct TaskPromise<void> : PromiseBase {
  std::exception_ptr failure;

  Task<void> get_return_object() noexcept;
  static TaskFinal final_suspend() noexcept { return {}; }
  void unhandled_exception() noexcept { failure = std::current_exception(); }
  void return_void() noexcept {}
  void result() const {
    if (failure) std::rethrow_exception(failure);
  }
  void take() const { result(); }
};

}  // namespace detail

/// A lazy asynchronous computation of one `T`.
///
/// Nothing runs until it is awaited (`co_await task`) or driven by `sync_wait` or `Runtime::spawn`. It
/// runs once; it owns its coroutine, and destroying a task that was not awaited frees everything. An
/// exception inside comes out of the await. Loops of any number of awaits use constant stack. A task
/// resumes on the executor of whoever awaits it. Move-only, not thread-safe.
///
/// Beware of a coroutine *lambda* with captures: the captures live in the lambda object, which must
/// outlive the task. Pass what is needed as parameters, by value.
///
///     Task<int> twice(Task<int> inner) { co_return 2 * co_await inner; }
template <class T>
class [[nodiscard]] Task {
 public:
  using promise_type = detail::TaskPromise<T>;
  using value_type = T;
  using Handle = std::coroutine_handle<promise_type>;
  using baton_awaitable = void;

  explicit Task(Handle handle) noexcept : handle_(handle) {}
  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Task& operator=(Task&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Task() {
    if (handle_) handle_.destroy();
  }

  [[nodiscard]] auto operator co_await() const noexcept { return Taking{handle_}; }
  /// `co_await task.borrow()` leaves the result in the task, which must outlive its use, and gives a
  /// reference to it: for a result that is expensive to move.
  [[nodiscard]] auto borrow() const noexcept { return Borrowing{handle_}; }

 private:
  struct Awaiter {
    using baton_awaitable = void;
    Handle task;
    bool await_ready() const noexcept { return task.done(); }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> parent) const noexcept {
      detail::transfer_to_child(parent, task, task.promise());
    }
  };
  struct Taking : Awaiter {
    T await_resume() const { return this->task.promise().take(); }
  };
  struct Borrowing : Awaiter {
    std::add_lvalue_reference_t<T> await_resume() const { return this->task.promise().result(); }
  };

  Handle handle_;
};

template <class T>
Task<T> detail::TaskPromise<T>::get_return_object() noexcept {
  return Task<T>(std::coroutine_handle<TaskPromise>::from_promise(*this));
}

inline Task<void> detail::TaskPromise<void>::get_return_object() noexcept {
  return Task<void>(std::coroutine_handle<TaskPromise>::from_promise(*this));
}

}  // namespace baton::inline v0
