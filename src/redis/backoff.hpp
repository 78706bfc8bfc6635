#pragma once

#include <algorithm>
#include <chrono>
#include <mutex>

namespace baton::inline v0 {

/// How long a server that failed is left alone: twice as long after each failure. Thread-safe.
class Backoff {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::milliseconds first{100};
  static constexpr std::chrono::milliseconds longest{10'000};

  /// How long not to ask; zero when it may be asked.
  [[nodiscard]] std::chrono::milliseconds left(Time now) const {
    const std::lock_guard lock(mutex_);
    return now >= until_ ? std::chrono::milliseconds(0)
                         : std::chrono::ceil<std::chrono::milliseconds>(until_ - now);
  }

  /// Calls that were under way when it began to be left alone do not count.
  void failed(Time now) {
    const std::lock_guard lock(mutex_);
    if (now < until_) return;
    until_ = now + pause_;
    pause_ = std::min(2 * pause_, longest);
  }

  void succeeded() {
    const std::lock_guard lock(mutex_);
    pause_ = first;
    until_ = {};
  }

 private:
  mutable std::mutex mutex_;
  std::chrono::milliseconds pause_ = first;
  Time until_{};
};

}  // namespace baton::inline v0
