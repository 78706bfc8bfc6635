#include "shared_work.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <utility>

#include <baton/core/runtime.hpp>
#include <baton/core/task.hpp>

namespace baton::inline v0 {
namespace {

/// One call of `share_work`. A helper that comes late finds nothing left, and does not touch `work`, which may
/// be gone by then.
class SharedWork {
 public:
  SharedWork(std::size_t count, const std::function<void(std::size_t)>& work, const Context& context)
      : count_(count), work_(&work), context_(context) {}

  void take_part() noexcept {
    {
      const std::lock_guard lock(mutex_);
      ++busy_;
    }
    work_off();
    const std::lock_guard lock(mutex_);
    if (--busy_ == 0) idle_.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    idle_.wait(lock, [&] { return busy_ == 0; });
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void work_off() noexcept {
    try {
      for (std::size_t i = next_++; i < count_; i = next_++) {
        context_.check();
        (*work_)(i);
      }
    } catch (...) {
      next_ = count_;
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
    }
  }

  const std::size_t count_;
  const std::function<void(std::size_t)>* const work_;
  const Context context_;
  std::atomic<std::size_t> next_{0};
  std::mutex mutex_;
  std::condition_variable idle_;
  std::size_t busy_ = 0;
  std::exception_ptr failure_;
};

Task<void> help_with(std::shared_ptr<SharedWork> shared, Context context) {
  // Not written into the call: GCC 12 would destroy its copy of the pointer twice.
  auto part = [shared = std::move(shared)] { shared->take_part(); };
  Runtime& runtime = context.runtime();
  co_await runtime.blocking(std::move(part), std::move(context));
}

}  // namespace

void share_work(std::size_t count, std::size_t helpers, const std::function<void(std::size_t)>& work,
                const Context& context) {
  const auto shared = std::make_shared<SharedWork>(count, work, context);
  for (std::size_t i = 0; i < std::min(helpers, count); ++i) context.runtime().spawn(help_with(shared, context));
  shared->take_part();
  shared->wait();
}

}  // namespace baton::inline v0
