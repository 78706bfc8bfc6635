#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <type_traits>
#include <typeindex>
#include <utility>
#include <variant>

#include <baton/core/completion.hpp>
#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>

namespace baton::inline v0 {

/// How a `Runtime` is driven and bounded.
struct RuntimeOptions {
  enum class Loop {
    own_thread,  ///< one thread runs the event loop from construction to destruction
    host,        ///< no thread: the host calls `poll()` or `run_for()`
  };
  Loop loop = Loop::own_thread;
  /// At most so many, started when first needed. 0: none; blocking work runs on the thread that asks.
  std::size_t blocking_threads = 4;
  std::size_t blocking_queue = 10'000;  ///< waiting jobs, beyond which `blocking` fails
};

/// The event loop under every timer, socket and blocking call.
///
/// One is shared by all and starts its loop thread on first use; make one of your own to drive it from
/// the host's loop. Destroying a runtime cancels what is pending (it fails with `cancelled`), wakes
/// and joins its threads. All members are thread-safe, except that `poll` and `run_for` belong to one
/// thread at a time. A runtime must not be destroyed on one of its own threads.
///
///     Runtime runtime({.loop = RuntimeOptions::Loop::host});
///     while (game_is_on) { runtime.poll(); draw_frame(); }
class BATON_EXPORT Runtime {
 public:
  explicit Runtime(RuntimeOptions options = {});
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;
  ~Runtime();

  /// The runtime of every context that names no other.
  [[nodiscard]] static Runtime& shared();

  /// Runs what is ready and returns at once: how many handlers ran. Host loop only.
  std::size_t poll();
  /// Runs handlers as they get ready, for at most `duration`; returns after the first batch.
  std::size_t run_for(std::chrono::steady_clock::duration duration);

  [[nodiscard]] bool host_driven() const noexcept;
  /// Whether the calling thread is this runtime's own loop thread, where blocking would deadlock.
  [[nodiscard]] bool on_loop_thread() const noexcept;
  /// Whether the calling thread is the own loop thread of any runtime.
  [[nodiscard]] static bool on_any_loop_thread() noexcept;

  /// Resumes work on the loop.
  [[nodiscard]] Executor& executor() noexcept;

  /// Starts a task that nobody awaits. It must handle its own errors: one that escapes is dropped.
  void spawn(Task<void> task);
  /// The same, resuming on an executor of the host's, which must outlive the task.
  void spawn(Task<void> task, Executor& executor);

  /// Waits. Ends early with `cancelled` or `deadline_exceeded` when the context says so.
  [[nodiscard]] Task<void> sleep_until(std::chrono::steady_clock::time_point when, Context context);
  [[nodiscard]] Task<void> sleep_for(std::chrono::steady_clock::duration duration, Context context);

  /// Runs `function()` on the bounded pool of blocking threads and gives its result.
  ///
  /// A job that was not started when the context stops is dropped with `cancelled`; a running one is
  /// waited for. Fails with `limit_exceeded` when the queue is full.
  template <class F>
  [[nodiscard]] Task<std::invoke_result_t<F&>> blocking(F function, Context context) {
    using R = std::invoke_result_t<F&>;
    using Slot = std::conditional_t<std::is_void_v<R>, std::monostate, R>;
    Completion<Slot> done;
    submit([&](std::exception_ptr refused) noexcept {
      if (!refused) {
        try {
          if constexpr (std::is_void_v<R>) {
            function();
            return done.set_value({});
          } else {
            return done.set_value(function());
          }
        } catch (...) {
          // Handed over outside of this block, whose end would drop a reference while the waiter reads.
          refused = std::current_exception();
        }
      }
      done.set_error(std::move(refused));
    }, context);
    if constexpr (std::is_void_v<R>) {
      co_await done;
    } else {
      co_return co_await done;
    }
  }

  /// One `Service` per runtime, made on first use and destroyed with it (the HTTP client's pool lives
  /// here). `Service` is constructed from `Runtime&`.
  template <class Service>
  [[nodiscard]] Service& service() {
    return *static_cast<Service*>(find_service(typeid(Service), [](Runtime& runtime) {
      return std::shared_ptr<void>(std::make_shared<Service>(runtime));
    }));
  }

  struct Impl;
  /// For baton's own sources.
  [[nodiscard]] Impl& impl() noexcept { return *impl_; }

 private:
  /// Called exactly once: with null on a pool thread, or with the reason why it was refused.
  using Job = std::function<void(std::exception_ptr refused)>;
  void submit(Job job, const Context& context);
  void* find_service(std::type_index type, std::shared_ptr<void> (*make)(Runtime&));

  std::unique_ptr<Impl> impl_;
};

}  // namespace baton::inline v0
