#include <baton/core/sync_wait.hpp>

#include <chrono>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>

#include "event_loop.hpp"

namespace baton::inline v0 {
namespace {

// How long a host-driven loop sleeps before it looks for work posted by foreign threads.
constexpr auto drive_slice = std::chrono::milliseconds(1);

}  // namespace

Executor::~Executor() = default;

CallerLoop::CallerLoop(const Context& context)
    : driven_(context.own_runtime() != nullptr && context.own_runtime()->host_driven()
                  ? context.own_runtime()
                  : nullptr) {
  if (Runtime::on_any_loop_thread()) {
    throw Error(ErrorCode::invalid_state,
                "a blocking call on a runtime's loop thread would wait for itself: use the "
                "awaitable form (co_await chain.ainvoke(…)) there");
  }
}

CallerLoop::~CallerLoop() { EventLoop::return_loan(*this); }

thread_local CallerLoop* CallerLoop::waiting = nullptr;

CallerLoop::Waiting::Waiting(CallerLoop& loop) noexcept : outer_(std::exchange(waiting, &loop)) {}
CallerLoop::Waiting::~Waiting() { waiting = outer_; }

void CallerLoop::post(std::coroutine_handle<> work) noexcept {
  // Notified under the lock: the waiter may destroy this object as soon as it can take the lock.
  const std::lock_guard lock(mutex_);
  queue_.push_back(work);
  if (!turning_) return ready_.notify_one();
  if (!lender_->is_turning()) lender_->interrupt();
}

bool CallerLoop::begin_turn() {
  const std::lock_guard lock(mutex_);
  turning_ = queue_.empty();
  return turning_;
}

void CallerLoop::end_turn() {
  const std::lock_guard lock(mutex_);
  turning_ = false;
}

std::vector<std::coroutine_handle<>> CallerLoop::take(const bool& done) {
  EventLoop::turn_for(*this);
  std::unique_lock lock(mutex_);
  if (driven_ == nullptr) {
    ready_.wait(lock, [&] { return done || !queue_.empty(); });
  } else if (queue_.empty()) {
    lock.unlock();
    driven_->run_for(drive_slice);
    lock.lock();
  }
  return std::exchange(queue_, {});
}

void CallerLoop::run_until(const bool& done) {
  while (!done) {
    for (const auto& work : take(done)) work.resume();
  }
}

}  // namespace baton::inline v0
