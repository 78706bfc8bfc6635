#pragma once

#include <mutex>
#include <shared_mutex>

namespace baton::inline v0 {

/// A shared mutex whose writers are not starved: readers that come later wait behind a waiting writer,
/// where glibc's lets them overtake it for ever.
class FairMutex {
 public:
  std::unique_lock<std::shared_mutex> for_change() {
    const std::lock_guard turn(turnstile_);
    return std::unique_lock(mutex_);
  }
  std::shared_lock<std::shared_mutex> for_reading() {
    { const std::lock_guard turn(turnstile_); }
    return std::shared_lock(mutex_);
  }

 private:
  std::mutex turnstile_;
  std::shared_mutex mutex_;
};

}  // namespace baton::inline v0
