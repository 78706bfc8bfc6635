#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <typeindex>

#include <baton/core/executor.hpp>
#include <baton/core/runtime.hpp>

#include "blocking_pool.hpp"
#include "event_loop.hpp"

namespace baton::inline v0 {

/// Resumes coroutines on the event loop.
class LoopExecutor : public Executor {
 public:
  explicit LoopExecutor(EventLoop& loop) : loop_(loop) {}
  void post(std::coroutine_handle<> work) noexcept override;

 private:
  EventLoop& loop_;
};

/// What baton's own sources (timers, the HTTP client) see of a runtime.
struct Runtime::Impl {
  explicit Impl(const RuntimeOptions& options);

  RuntimeOptions options;
  EventLoop loop;
  LoopExecutor executor;
  BlockingPool pool;
  /// Triggered first of all when the runtime is destroyed; every pending operation watches it.
  std::stop_source shutdown;

  std::mutex services_mutex;
  std::map<std::type_index, std::shared_ptr<void>> services;
};

}  // namespace baton::inline v0
