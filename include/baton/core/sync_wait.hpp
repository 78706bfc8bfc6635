#pragma once

#include <atomic>
#include <condition_variable>
#include <exception>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/detached.hpp>
#include <baton/core/executor.hpp>
#include <baton/core/export.hpp>
#include <baton/core/stream.hpp>
#include <baton/core/task.hpp>

namespace baton::inline v0 {

class EventLoop;

/// The executor of a blocking call: continuations run on the thread that waits, so that an
/// application's lambdas stay on the thread that called `invoke`. Reusable; one waiting thread, which
/// may turn the runtime's loop itself while it waits (docs/core.md).
class BATON_EXPORT CallerLoop : public Executor {
 public:
  /// Throws `invalid_state` on a runtime's own loop thread, which would wait for itself.
  explicit CallerLoop(const Context& context);
  ~CallerLoop() override;

  void post(std::coroutine_handle<> work) noexcept override;
  /// Runs posted work until `done`, looked at between pieces of work. Drives a host-driven runtime.
  void run_until(const bool& done);

  /// Marks the calling thread as the one that waits, for a scope.
  class BATON_EXPORT Waiting {
   public:
    explicit Waiting(CallerLoop& loop) noexcept;
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    ~Waiting();

   private:
    CallerLoop* outer_;
  };

 private:
  friend class EventLoop;
  enum class Loan { none, idle, turning, recalled };

  [[nodiscard]] std::vector<std::coroutine_handle<>> take(const bool& done);
  [[nodiscard]] bool begin_turn();
  void end_turn();

  static thread_local CallerLoop* waiting;

  Runtime* driven_;  // the host-driven runtime to poll while waiting, or null
  std::mutex mutex_;
  std::condition_variable ready_;
  std::vector<std::coroutine_handle<>> queue_;
  bool turning_ = false;  // whether a post must interrupt the loop instead

  // The loop borrowed last, and whether it still is.
  EventLoop* lender_ = nullptr;
  std::atomic<Loan> loan_{Loan::none};
};

namespace detail {

template <class T>
struct Outcome {
  std::optional<T> value;
  std::exception_ptr failure;
  bool done = false;

  T take() {
    if (failure) std::rethrow_exception(failure);
    return *std::move(value);
  }
};

template <>
struct Outcome<void> {
  std::exception_ptr failure;
  bool done = false;

  void take() const {
    if (failure) std::rethrow_exception(failure);
  }
};

template <class T>
Detached store_outcome(Task<T>& task, Outcome<T>& outcome) {
  try {
    if constexpr (std::is_void_v<T>) {
      co_await task;
    } else {
      outcome.value.emplace(co_await task);
    }
  } catch (...) {
    outcome.failure = std::current_exception();
  }
  outcome.done = true;
}

template <class T>
T wait_on(CallerLoop& loop, Task<T> task) {
  Outcome<T> outcome;
  const CallerLoop::Waiting waiting(loop);
  store_outcome(task, outcome).start(&loop);
  loop.run_until(outcome.done);
  return outcome.take();
}

}  // namespace detail

/// Runs `task` to its end on the calling thread, which sleeps while the task waits for I/O, and gives
/// its result or throws its exception. The task stops when *its own* context says so; `context` only
/// tells which runtime may need driving.
template <class T>
T sync_wait(Task<T> task, const Context& context = {}) {
  CallerLoop loop(context);
  return detail::wait_on(loop, std::move(task));
}

/// A stream read by a plain loop on the calling thread:
///
///     for (const std::string& piece : chain.stream("cats")) std::cout << piece;
///
/// A single pass. Errors are thrown by `begin()` and by the loop's step.
template <class T>
class BlockingStream {
 public:
  explicit BlockingStream(Stream<T> stream, const Context& context = {})
      : loop_(std::make_unique<CallerLoop>(context)), stream_(std::move(stream)) {}

  /// The next item, or `nullopt` at the end.
  std::optional<T> next() { return detail::wait_on(*loop_, pull(stream_)); }

  class Iterator {
   public:
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    explicit Iterator(BlockingStream& stream) : stream_(&stream) { ++*this; }
    const T& operator*() const noexcept { return *item_; }
    const T* operator->() const noexcept { return &*item_; }
    Iterator& operator++() {
      item_ = stream_->next();
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t) const noexcept { return !item_.has_value(); }

   private:
    BlockingStream* stream_;
    std::optional<T> item_;
  };

  [[nodiscard]] Iterator begin() { return Iterator(*this); }
  [[nodiscard]] static std::default_sentinel_t end() noexcept { return {}; }

 private:
  static Task<std::optional<T>> pull(Stream<T>& stream) { co_return co_await stream.next(); }

  std::unique_ptr<CallerLoop> loop_;
  Stream<T> stream_;
};

}  // namespace baton::inline v0
