#include "event_loop.hpp"

namespace baton::inline v0 {

thread_local const EventLoop* EventLoop::turning = nullptr;

EventLoop::EventLoop(Thread thread) : thread_kind_(thread), io_(1), work_(boost::asio::make_work_guard(io_)) {
  if (has_thread()) thread_ = std::thread([this] { serve(); });
}

void EventLoop::stop() {
  if (!has_thread()) {
    work_.reset();
    io_.run();  // what was cancelled has to be delivered
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    recall();
  }
  interrupt();  // a borrower may wait for what will not come
  if (thread_.joinable()) thread_.join();
}

void EventLoop::begin() {
  const std::lock_guard lock(mutex_);
  ++under_way_;
}

void EventLoop::end() {
  const std::lock_guard lock(mutex_);
  --under_way_;
}

void EventLoop::announce(Claim claim) {
  const std::lock_guard lock(mutex_);
  ++under_way_;
  if (claim == Claim::own_thread || !is_turning()) recall();
}

bool EventLoop::is_idle() {
  const std::lock_guard lock(mutex_);
  return under_way_ == 0;
}

// These two are called with the mutex locked.

void EventLoop::give_to_thread() {
  borrower_ = nullptr;
  thread_turns_ = true;
  wake_.notify_one();
}

void EventLoop::recall() {
  if (borrower_ == nullptr) return give_to_thread();
  auto& loan = borrower_->loan_;
  for (Loan seen = loan.load(); seen != Loan::recalled;) {
    const bool idle = seen == Loan::idle;
    if (!loan.compare_exchange_weak(seen, idle ? Loan::none : Loan::recalled)) continue;
    if (idle) give_to_thread();
    return;
  }
}

// The borrower's side. It may touch the loop only after it has borrowed it or picked it up: a loan may
// be recalled, and the loop destroyed, while it computes.

CallerLoop* EventLoop::borrow() {
  CallerLoop* const caller = CallerLoop::waiting;
  if (caller == nullptr) return nullptr;
  if (caller->lender_ == this && pick_up(*caller)) return caller;
  const std::lock_guard lock(mutex_);
  if (!has_thread() || under_way_ > 0 || thread_turns_ || borrower_ != nullptr || stopping_) return nullptr;
  if (caller->loan_.load() != Loan::none) return nullptr;  // another runtime's loop
  borrower_ = caller;
  caller->lender_ = this;
  caller->loan_.store(Loan::turning);
  pick_ups_.fetch_add(1, std::memory_order_relaxed);
  turning = this;
  return caller;
}

bool EventLoop::pick_up(CallerLoop& borrower) noexcept {
  Loan idle = Loan::idle;
  if (!borrower.loan_.compare_exchange_strong(idle, Loan::turning)) return false;
  turning = borrower.lender_;
  borrower.lender_->pick_ups_.fetch_add(1, std::memory_order_relaxed);
  return true;
}

void EventLoop::put_down(CallerLoop& borrower) noexcept {
  turning = nullptr;
  const std::lock_guard lock(mutex_);
  Loan held = Loan::turning;
  const bool keeps = under_way_ > 0 && borrower.loan_.compare_exchange_strong(held, Loan::idle);
  if (keeps) {
    if (!std::exchange(watching_, true)) wake_.notify_one();
    return;
  }
  borrower.loan_.store(Loan::none);
  borrower_ = nullptr;
  if (under_way_ > 0 || stopping_) give_to_thread();
}

void EventLoop::turn_for(CallerLoop& borrower) noexcept {
  if (!pick_up(borrower)) return;
  EventLoop& loop = *borrower.lender_;
  while (borrower.loan_.load() == Loan::turning && borrower.begin_turn()) loop.io_.run_one();
  borrower.end_turn();
  loop.put_down(borrower);
}

void EventLoop::return_loan(CallerLoop& borrower) noexcept {
  if (!pick_up(borrower)) return;
  EventLoop& loop = *borrower.lender_;
  {
    const std::lock_guard lock(loop.mutex_);
    loop.recall();
  }
  loop.put_down(borrower);
}

// The loop's thread.

void EventLoop::serve() {
  turning = this;
  {
    std::unique_lock lock(mutex_);
    while (!stopping_ || under_way_ > 0 || borrower_ != nullptr) {
      if (thread_turns_) {
        turn(lock);
      } else {
        look_after_loan(lock);
      }
    }
  }
  work_.reset();
  io_.run();  // handlers of what was closed
}

void EventLoop::turn(std::unique_lock<std::mutex>& lock) {
  while (under_way_ > 0) {
    lock.unlock();
    io_.run_one();
    lock.lock();
  }
  thread_turns_ = false;
}

void EventLoop::look_after_loan(std::unique_lock<std::mutex>& lock) {
  if (!watching_) return wake_.wait(lock);
  const unsigned before = pick_ups_.load(std::memory_order_relaxed);
  wake_.wait_for(lock, patience);
  if (thread_turns_ || pick_ups_.load(std::memory_order_relaxed) != before) return;
  watching_ = false;
  Loan idle = Loan::idle;
  if (borrower_ != nullptr && borrower_->loan_.compare_exchange_strong(idle, Loan::none)) give_to_thread();
}

}  // namespace baton::inline v0
