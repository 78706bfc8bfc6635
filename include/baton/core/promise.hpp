#pragma once

#include <coroutine>
#include <cstddef>
#include <type_traits>
#include <utility>

#include <baton/core/executor.hpp>
#include <baton/core/frame_memory.hpp>

/// The machinery under `Task` and `Stream`. Applications have no need of it.
///
/// Control passes from coroutine to coroutine through a `Trampoline`: instead of resuming the next one
/// (which nests) the current one names it and returns to a loop. This is symmetric transfer with the
/// tail call written out, because GCC makes that call a jump only when it optimises, and a debug build
/// would overflow the stack in any long loop of awaits (GCC bug 100897).
namespace baton::inline v0::detail {

struct PromiseBase;

/// The loop that runs coroutines one after another on the present stack frame.
struct Trampoline {
  std::coroutine_handle<> next;

  inline void run(std::coroutine_handle<> handle, PromiseBase& promise);
};

/// Wraps an awaitable that knows nothing of trampolines: once the coroutine is suspended in it, it may
/// be resumed from anywhere, so the trampoline it ran on no longer belongs to it.
template <class Awaiter>
struct Foreign;

/// What every coroutine of baton carries.
struct PromiseBase {
  std::coroutine_handle<> continuation;   ///< who is resumed when this one yields or ends
  PromiseBase* parent = nullptr;          ///< the promise of `continuation`
  Trampoline* trampoline = nullptr;       ///< the loop this coroutine runs on at the moment, if any
  Executor* executor = nullptr;           ///< where it resumes after I/O; null: on the completing thread

  static void* operator new(std::size_t bytes) { return allocate_frame(bytes); }
  static void operator delete(void* frame, std::size_t bytes) noexcept { free_frame(frame, bytes); }

  static std::suspend_always initial_suspend() noexcept { return {}; }

  template <class Awaitable>
  decltype(auto) await_transform(Awaitable&& awaitable) {
    if constexpr (requires { typename std::remove_cvref_t<Awaitable>::baton_awaitable; }) {
      return std::forward<Awaitable>(awaitable);
    } else {
      return Foreign<Awaitable>{get_awaiter(std::forward<Awaitable>(awaitable))};
    }
  }

  template <class Awaitable>
  static decltype(auto) get_awaiter(Awaitable&& awaitable) {
    if constexpr (requires { std::forward<Awaitable>(awaitable).operator co_await(); }) {
      return std::forward<Awaitable>(awaitable).operator co_await();
    } else if constexpr (requires { operator co_await(std::forward<Awaitable>(awaitable)); }) {
      return operator co_await(std::forward<Awaitable>(awaitable));
    } else {
      return std::forward<Awaitable>(awaitable);
    }
  }
};

inline void Trampoline::run(std::coroutine_handle<> handle, PromiseBase& promise) {
  promise.trampoline = this;
  next = handle;
  while (next) std::exchange(next, nullptr).resume();
}

/// Passes control to `handle`: through the trampoline the current coroutine runs on, or a new one.
/// The caller must be suspended and must not touch its frame afterwards.
inline void transfer(Trampoline* current, std::coroutine_handle<> handle, PromiseBase& promise) {
  if (current != nullptr) {
    promise.trampoline = current;
    current->next = handle;
  } else {
    Trampoline().run(handle, promise);
  }
}

/// Starts or resumes the coroutine `child` on behalf of the suspended `parent`.
template <class Promise>
void transfer_to_child(std::coroutine_handle<Promise> parent, std::coroutine_handle<> child,
                       PromiseBase& child_promise) {
  PromiseBase& promise = parent.promise();
  child_promise.continuation = parent;
  child_promise.parent = &promise;
  child_promise.executor = promise.executor;
  transfer(promise.trampoline, child, child_promise);
}

/// Hands control back to whoever awaits; does nothing when nobody does.
inline void transfer_to_parent(PromiseBase& promise) {
  if (promise.continuation) transfer(promise.trampoline, promise.continuation, *promise.parent);
}

template <class Awaitable>
struct Foreign {
  using Awaiter = decltype(PromiseBase::get_awaiter(std::declval<Awaitable>()));
  Awaiter awaiter;

  bool await_ready() { return static_cast<bool>(awaiter.await_ready()); }

  template <class Promise>
  auto await_suspend(std::coroutine_handle<Promise> handle) {
    PromiseBase& promise = handle.promise();
    Trampoline* trampoline = std::exchange(promise.trampoline, nullptr);
    using Answer = decltype(awaiter.await_suspend(handle));
    if constexpr (std::is_same_v<Answer, bool>) {
      const bool suspended = awaiter.await_suspend(handle);
      if (!suspended) promise.trampoline = trampoline;  // it never left this thread
      return suspended;
    } else {
      return awaiter.await_suspend(handle);
    }
  }

  decltype(auto) await_resume() { return awaiter.await_resume(); }
};

}  // namespace baton::inline v0::detail
