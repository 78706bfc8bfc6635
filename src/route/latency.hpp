#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <mutex>

namespace baton::inline v0::detail {

/// The latency of late, in milliseconds: jumps up with a slow call at once, comes down slowly, and fades
/// while nothing is measured, so that what was slow is tried again ("peak EWMA", as in Finagle).
/// Thread-safe.
class Latency {
 public:
  using Clock = std::chrono::steady_clock;

  void measured(double milliseconds, Clock::time_point now) {
    const std::lock_guard lock(mutex_);
    const double old = std::exp(-seconds_since(now) / memory_seconds);
    value_ = milliseconds > value_ ? milliseconds : value_ * old + milliseconds * (1 - old);
    at_ = now;
  }
  [[nodiscard]] double now(Clock::time_point now) const {
    const std::lock_guard lock(mutex_);
    return value_ * std::exp(-seconds_since(now) / fading_seconds);
  }

 private:
  static constexpr double memory_seconds = 10;
  static constexpr double fading_seconds = 60;
  [[nodiscard]] double seconds_since(Clock::time_point now) const {
    return std::max(0.0, std::chrono::duration<double>(now - at_).count());
  }

  mutable std::mutex mutex_;
  double value_ = 0;
  Clock::time_point at_{};
};

}  // namespace baton::inline v0::detail
