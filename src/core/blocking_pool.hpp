#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace baton::inline v0 {

/// A bounded pool of threads for work that blocks. Threads start when first needed.
///
/// Each job is called exactly once: with null on a pool thread, or with an exception when it was
/// refused (queue full, stopped before it began, pool closed).
class BlockingPool {
 public:
  using Job = std::function<void(std::exception_ptr refused)>;

  BlockingPool(std::size_t threads, std::size_t queue) : max_threads_(threads), max_queue_(queue) {}
  BlockingPool(const BlockingPool&) = delete;
  BlockingPool& operator=(const BlockingPool&) = delete;
  ~BlockingPool() { close(); }

  void submit(Job job, std::stop_token stop);
  /// Refuses what waits, lets running jobs end, joins.
  void close();

 private:
  struct Entry;
  void work();
  void drop(const std::shared_ptr<Entry>& entry);
  [[nodiscard]] std::shared_ptr<Entry> wait_for_entry();
  void start_thread_if_needed();

  const std::size_t max_threads_;
  const std::size_t max_queue_;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::shared_ptr<Entry>> queue_;
  std::vector<std::thread> threads_;
  std::size_t idle_ = 0;
  bool closed_ = false;
};

}  // namespace baton::inline v0
