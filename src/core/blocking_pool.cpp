#include "blocking_pool.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

std::exception_ptr refusal(ErrorCode code, std::string message) {
  return std::make_exception_ptr(Error(code, std::move(message)));
}

std::exception_ptr cancelled() {
  return refusal(ErrorCode::cancelled, "the call was cancelled before its blocking work began");
}

}  // namespace

struct BlockingPool::Entry {
  explicit Entry(Job work) : job(std::move(work)) {}
  Job job;
  struct Drop {
    BlockingPool* pool;
    std::weak_ptr<Entry> entry;
    void operator()() const {
      if (auto self = entry.lock()) pool->drop(self);
    }
  };
  std::optional<std::stop_callback<Drop>> on_stop;
};

void BlockingPool::submit(Job job, std::stop_token stop) {
  if (stop.stop_requested()) return job(cancelled());
  auto entry = std::make_shared<Entry>(std::move(job));
  {
    std::unique_lock lock(mutex_);
    const bool closed = closed_;
    if (closed || queue_.size() >= max_queue_) {
      lock.unlock();
      return entry->job(closed ? cancelled()
                               : refusal(ErrorCode::limit_exceeded,
                                          "the queue for blocking work is full (" +
                                              std::to_string(max_queue_) +
                                              " jobs): slow down, or raise blocking_queue"));
    }
    queue_.push_back(entry);
    start_thread_if_needed();
    ready_.notify_one();
  }
  // Registered after queueing, without the lock: an already stopped token calls back at once. The
  // job owner keeps nothing of the entry, so a job that has run meanwhile leaves only this shell.
  if (stop.stop_possible()) entry->on_stop.emplace(std::move(stop), Entry::Drop{this, entry});
}

void BlockingPool::start_thread_if_needed() {
  if (idle_ < queue_.size() && threads_.size() < max_threads_) {
    threads_.emplace_back([this] { work(); });
  }
}

void BlockingPool::drop(const std::shared_ptr<Entry>& entry) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = std::find(queue_.begin(), queue_.end(), entry);
    if (found == queue_.end()) return;  // it runs already
    queue_.erase(found);
  }
  entry->job(cancelled());
}

std::shared_ptr<BlockingPool::Entry> BlockingPool::wait_for_entry() {
  std::unique_lock lock(mutex_);
  ++idle_;
  ready_.wait(lock, [&] { return closed_ || !queue_.empty(); });
  --idle_;
  if (queue_.empty()) return nullptr;
  auto entry = std::move(queue_.front());
  queue_.pop_front();
  return entry;
}

void BlockingPool::work() {
  while (auto entry = wait_for_entry()) entry->job(nullptr);
}

void BlockingPool::close() {
  std::deque<std::shared_ptr<Entry>> waiting;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    waiting.swap(queue_);
    ready_.notify_all();
  }
  for (const auto& entry : waiting) entry->job(cancelled());
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

}  // namespace baton::inline v0
