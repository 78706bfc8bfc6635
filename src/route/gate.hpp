#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>

#include <baton/core/context.hpp>
#include <baton/core/notification.hpp>
#include <baton/core/task.hpp>
#include <baton/route/deployment.hpp>

namespace baton::inline v0::detail {

/// What a call asks of a gate.
struct Demand {
  std::int64_t tokens = 0;  ///< as estimated
  int priority = 1;         ///< 0 goes first
  std::string party{};      ///< for whom: the parties take turns
};

/// Fills up with time and is drawn from: at most a sixth of a minute's worth at once, so that no window
/// of a minute sees much more than the limit. May be drawn below zero by what turns out larger.
class Bucket {
 public:
  using Clock = std::chrono::steady_clock;
  explicit Bucket(std::int64_t per_minute);

  [[nodiscard]] bool limited() const noexcept { return rate_ > 0; }
  /// When `amount` can be drawn; `now` or before: at once.
  [[nodiscard]] Clock::time_point ready(double amount, Clock::time_point now);
  void draw(double amount) noexcept { level_ -= amount; }

 private:
  double rate_;  ///< a second
  double most_;
  double level_;
  Clock::time_point filled_{};
};

/// Lets the calls of a deployment through within its limits. Those that must wait take turns: by priority,
/// and among equals the party that had least of late goes first (start-time fair queueing, Goyal, Vin and
/// Cheng 1996), so that one busy tenant does not hold up the others. Thread-safe.
class Gate {
 public:
  using Clock = std::chrono::steady_clock;

  /// What else is asked when it is a call's turn: nothing when it may go, or when to ask again.
  using Consent = std::function<Task<std::optional<Clock::time_point>>()>;

  explicit Gate(const DeploymentLimits& limits);

  /// Whether the call may go at once; then `leave` must follow.
  [[nodiscard]] bool try_enter(const Demand& demand);
  /// Waits for its turn. Throws `overloaded` when too many wait already that are no less important, or
  /// came to wait since, and what `consent` throws, which must outlive the task.
  [[nodiscard]] Task<void> enter(Demand demand, Context context, const Consent& consent = {});
  /// The call has ended and used `tokens`, of which `reserved` were drawn before.
  void leave(std::int64_t reserved, std::int64_t tokens);

  [[nodiscard]] std::size_t waiting() const;
  [[nodiscard]] std::int64_t refused() const;

 private:
  struct Waiter {
    Demand demand;
    double start = 0;
    Notification turn{};
    bool shed = false;
  };
  using Place = std::tuple<int, double, std::uint64_t>;
  using Queue = std::map<Place, std::shared_ptr<Waiter>>;

  [[nodiscard]] Clock::time_point ready(const Demand& demand, Clock::time_point now);
  void take(const Demand& demand);
  [[nodiscard]] Place join(const std::shared_ptr<Waiter>& waiter);
  void make_room(int priority);
  void forget(const Place& place);
  void wake_first();
  /// Nothing when its turn has come; else until when to wait.
  [[nodiscard]] std::optional<Clock::time_point> turn_of(const Place& place, const std::shared_ptr<Waiter>& waiter);
  /// Goes in, unless somebody else was quicker.
  [[nodiscard]] bool go_in(const Place& place, const std::shared_ptr<Waiter>& waiter);

  const DeploymentLimits limits_;
  mutable std::mutex mutex_;
  Bucket requests_;
  Bucket tokens_;
  std::size_t inside_ = 0;
  Queue queue_;
  double served_ = 0;  ///< virtual time
  std::map<std::string, double, std::less<>> finished_;
  std::uint64_t arrivals_ = 0;
  std::int64_t refused_ = 0;
};

}  // namespace baton::inline v0::detail
