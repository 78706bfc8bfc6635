#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <typeindex>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <baton/core/executor.hpp>
#include <baton/core/runtime.hpp>

#include "blocking_pool.hpp"

namespace baton::inline v0 {

/// Resumes coroutines on the event loop.
class LoopExecutor : public Executor {
 public:
  explicit LoopExecutor(boost::asio::io_context& io) : io_(io) {}
  void post(std::coroutine_handle<> work) noexcept override;

 private:
  boost::asio::io_context& io_;
};

/// What baton's own sources (timers, the HTTP client) see of a runtime.
struct Runtime::Impl {
  explicit Impl(const RuntimeOptions& options);

  RuntimeOptions options;
  boost::asio::io_context io;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work;
  LoopExecutor executor;
  BlockingPool pool;
  /// Triggered first of all when the runtime is destroyed; every pending operation watches it.
  std::stop_source shutdown;

  std::mutex services_mutex;
  std::map<std::type_index, std::shared_ptr<void>> services;

  std::thread thread;
};

}  // namespace baton::inline v0
