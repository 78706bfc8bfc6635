#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>

#include <baton/route/deployment.hpp>
#include <baton/route/policy.hpp>
#include <baton/route/router_state.hpp>

#include "route/failure.hpp"

namespace baton::inline v0::detail {

/// Takes a deployment that fails out of service, and lets one call at a time try whether it is back.
///
/// Closed, open, half open, as in Nygard's "Release It!"; besides, a deployment that says "slow down"
/// rests as long as it asked, which is no failure. Thread-safe; the clock is the caller's.
class Breaker {
 public:
  using Clock = std::chrono::steady_clock;
  enum class Admission : std::uint8_t { refused, normal, probe };

  explicit Breaker(const BreakerOptions& options) : options_(options) {}

  /// Whether a call may go now. Every admitted call must end in one of the three below.
  [[nodiscard]] Admission admit(Clock::time_point now);
  void succeeded(Admission as, Clock::time_point now);
  void failed(Admission as, FailureClass failure, std::optional<std::chrono::milliseconds> asked,
              Clock::time_point now);
  void abandoned(Admission as);

  [[nodiscard]] BreakerState state(Clock::time_point now) const;
  /// When it may be tried again: `now` or before when it is in service.
  [[nodiscard]] Clock::time_point back(Clock::time_point now) const;
  /// Whether it only does what the vendor asked for: waiting will do.
  [[nodiscard]] bool only_resting(Clock::time_point now) const;

 private:
  struct Slot {
    std::int64_t number = -1;
    int calls = 0;
    int failures = 0;
  };
  static constexpr std::int64_t slots = 10;

  void count(bool failure, Clock::time_point now);
  [[nodiscard]] bool too_many(Clock::time_point now) const;
  void open(Clock::time_point now, std::chrono::milliseconds rest);
  void close();

  const BreakerOptions options_;
  mutable std::mutex mutex_;
  std::array<Slot, slots> window_{};
  int in_a_row_ = 0;
  int openings_ = 0;  ///< since it last worked
  bool open_ = false;
  bool probing_ = false;
  Clock::time_point open_until_{};
  Clock::time_point rests_until_{};
};

}  // namespace baton::inline v0::detail
