#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

#include <baton/core/promise.hpp>

namespace baton::inline v0 {

template <class T>
class Stream;

namespace detail {

template <class T>
struct StreamPromise : PromiseBase {
  std::optional<T> item;
  std::exception_ptr failure;

  struct Yield {
    using baton_awaitable = void;
    static bool await_ready() noexcept { return false; }
    static void await_suspend(std::coroutine_handle<StreamPromise> handle) noexcept {
      transfer_to_parent(handle.promise());
    }
    static void await_resume() noexcept {}
  };

  Stream<T> get_return_object() noexcept;
  static Yield final_suspend() noexcept { return {}; }
  template <class U>
  Yield yield_value(U&& value) {
    item.emplace(std::forward<U>(value));
    return {};
  }
  void unhandled_exception() noexcept { failure = std::current_exception(); }
  void return_void() noexcept {}
};

}  // namespace detail

/// An asynchronous sequence of `T`, pulled one item at a time: a coroutine that `co_yield`s.
///
/// The producer runs only while a consumer awaits `next()`, so nothing is buffered here and a slow
/// consumer holds the producer up. It ends exactly once: with `nullopt`, or with an exception thrown
/// out of `next()`; after that every `next()` gives `nullopt`. Destroying the stream unwinds the
/// producer where it stands. At most one `next()` at a time. Move-only, not thread-safe.
///
///     while (auto event = co_await stream.next()) handle(*event);
template <class T>
class [[nodiscard]] Stream {
 public:
  using promise_type = detail::StreamPromise<T>;
  using value_type = T;
  using Handle = std::coroutine_handle<promise_type>;

  explicit Stream(Handle handle) noexcept : handle_(handle) {}
  Stream(Stream&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Stream& operator=(Stream&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Stream() {
    if (handle_) handle_.destroy();
  }

  /// Awaits the next item.
  [[nodiscard]] auto next() noexcept { return Next{handle_}; }

 private:
  struct Next {
    using baton_awaitable = void;
    Handle stream;
    bool await_ready() const noexcept { return stream.done(); }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> consumer) const noexcept {
      stream.promise().item.reset();
      detail::transfer_to_child(consumer, stream, stream.promise());
    }
    std::optional<T> await_resume() const {
      auto& promise = stream.promise();
      if (promise.failure) std::rethrow_exception(std::exchange(promise.failure, nullptr));
      return std::exchange(promise.item, std::nullopt);
    }
  };

  Handle handle_;
};

template <class T>
Stream<T> detail::StreamPromise<T>::get_return_object() noexcept {
  return Stream<T>(std::coroutine_handle<StreamPromise>::from_promise(*this));
}

}  // namespace baton::inline v0
