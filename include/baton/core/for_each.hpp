#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <utility>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/error.hpp>
#include <baton/core/when_all.hpp>

namespace baton::inline v0 {

namespace detail {

/// What the workers of one `for_each` share.
struct WorkShare {
  explicit WorkShare(const std::stop_token& parent) : stop(parent) {}
  std::atomic<std::size_t> next{0};
  LinkedStop stop;
  std::mutex mutex;
  std::exception_ptr failure;  // the first; those that follow from stopping are of no interest

  void fail(std::exception_ptr error) {
    {
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::move(error);
    }
    stop.request_stop();
  }
};

template <class Body>
Task<void> run_worker(WorkShare& share, std::size_t count, const Body& body, const Context& context) {
  try {
    for (std::size_t i = share.next.fetch_add(1); i < count; i = share.next.fetch_add(1)) {
      context.check();
      co_await body(i, context);
    }
  } catch (...) {
    share.fail(std::current_exception());
  }
}

}  // namespace detail

/// Runs `body(i, context)` for i in [0, count), at most `concurrency` at the same time, and waits for
/// all. The first failure stops the rest and is thrown. Built like a worker pool: memory grows with
/// `concurrency`, not with `count`.
template <class Body>
Task<void> for_each(std::size_t count, std::size_t concurrency, Context context, Body body) {
  if (concurrency == 0) {
    throw Error(ErrorCode::invalid_argument, "a concurrency limit of 0 would never start anything");
  }
  detail::WorkShare share(context.stop_token());
  const Context child = context.with_stop(share.stop.token());
  std::vector<Task<void>> workers;
  for (std::size_t i = 0; i < count && i < concurrency; ++i) {
    workers.push_back(detail::run_worker(share, count, body, child));
  }
  co_await when_all(std::move(workers));
  if (share.failure) std::rethrow_exception(share.failure);
}

}  // namespace baton::inline v0
