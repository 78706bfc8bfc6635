#pragma once

#include <coroutine>
#include <exception>
#include <utility>

#include <baton/core/promise.hpp>

namespace baton::inline v0::detail {

/// A coroutine nobody awaits: the root on which tasks are started. It frees itself when it ends and
/// must not throw.
class Detached {
 public:
  struct promise_type : PromiseBase {
    Detached get_return_object() noexcept {
      return Detached(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    static std::suspend_never final_suspend() noexcept { return {}; }
    static void unhandled_exception() noexcept { std::terminate(); }
    static void return_void() noexcept {}
  };

  /// Runs on the calling thread until the first suspension; resumes on `executor`.
  void start(Executor* executor) && {
    auto handle = std::exchange(handle_, nullptr);
    handle.promise().executor = executor;
    Trampoline().run(handle, handle.promise());
  }

  /// Runs on `executor` from the first instruction.
  void post(Executor& executor) && {
    auto handle = std::exchange(handle_, nullptr);
    handle.promise().executor = &executor;
    executor.post(handle);
  }

 private:
  explicit Detached(std::coroutine_handle<promise_type> handle) noexcept : handle_(handle) {}

  std::coroutine_handle<promise_type> handle_;
};

}  // namespace baton::inline v0::detail
