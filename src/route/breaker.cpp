#include "route/breaker.hpp"

#include <algorithm>

#include "core/chance.hpp"

namespace baton::inline v0::detail {
namespace {

/// What a deployment may ask for at most: a wrong header must not take it away for a year.
constexpr std::chrono::milliseconds most_rest{3'600'000};

constexpr FailureSet of_the_server = {FailureClass::overload};
constexpr FailureSet of_the_account = {FailureClass::quota, FailureClass::access};

}  // namespace

Breaker::Admission Breaker::admit(Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  if (now < rests_until_) return Admission::refused;
  if (!open_) return Admission::normal;
  if (now < open_until_ || probing_) return Admission::refused;
  probing_ = true;
  return Admission::probe;
}

void Breaker::succeeded(Admission as, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  count(false, now);
  in_a_row_ = 0;
  if (as == Admission::probe) close();
}

void Breaker::failed(Admission as, FailureClass failure, std::optional<std::chrono::milliseconds> asked,
                     Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  if (as == Admission::probe) probing_ = false;
  if (failure == FailureClass::rate_limit) {
    const auto rest = std::clamp(asked.value_or(options_.limit_rest), std::chrono::milliseconds(0), most_rest);
    rests_until_ = std::max(rests_until_, now + rest);
    if (as == Admission::probe) close();
    return;
  }
  if (of_the_account.contains(failure)) return open(now, options_.long_rest);
  const bool counts = of_the_server.contains(failure);
  count(counts, now);
  if (!counts) {
    // It works: the request did not suit it.
    in_a_row_ = 0;
    if (as == Admission::probe) close();
    return;
  }
  ++in_a_row_;
  if (as != Admission::probe && (open_ || !too_many(now))) return;
  const auto rest = options_.rest * (1 << std::min(openings_, 10));
  open(now, std::min<std::chrono::milliseconds>(rest, options_.longest_rest));
}

void Breaker::abandoned(Admission as) {
  const std::lock_guard lock(mutex_);
  if (as == Admission::probe) probing_ = false;
}

BreakerState Breaker::state(Clock::time_point now) const {
  const std::lock_guard lock(mutex_);
  if (open_) return now < open_until_ ? BreakerState::open : BreakerState::half_open;
  return now < rests_until_ ? BreakerState::resting : BreakerState::closed;
}

Breaker::Clock::time_point Breaker::back(Clock::time_point now) const {
  const std::lock_guard lock(mutex_);
  return std::max(rests_until_, open_ ? std::max(open_until_, probing_ ? now : open_until_) : rests_until_);
}

bool Breaker::only_resting(Clock::time_point now) const {
  const std::lock_guard lock(mutex_);
  return !open_ && now < rests_until_;
}

void Breaker::count(bool failure, Clock::time_point now) {
  const auto width = std::max<std::int64_t>(1, options_.window.count() / slots);
  const auto number =
      std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() / width;
  Slot& slot = window_[static_cast<std::size_t>(number % slots)];
  if (slot.number != number) slot = Slot{number, 0, 0};
  ++slot.calls;
  if (failure) ++slot.failures;
}

bool Breaker::too_many(Clock::time_point now) const {
  if (in_a_row_ >= options_.consecutive) return true;
  const auto width = std::max<std::int64_t>(1, options_.window.count() / slots);
  const auto number =
      std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() / width;
  int calls = 0;
  int failures = 0;
  for (const Slot& slot : window_) {
    if (slot.number <= number - slots) continue;
    calls += slot.calls;
    failures += slot.failures;
  }
  return calls >= options_.least_calls && failures >= options_.failure_share * calls;
}

void Breaker::open(Clock::time_point now, std::chrono::milliseconds rest) {
  // A fleet that opened together must not come back together.
  const double share = 1.0 + chance() / 4;
  open_ = true;
  probing_ = false;
  ++openings_;
  open_until_ = now + std::chrono::milliseconds(static_cast<std::int64_t>(static_cast<double>(rest.count()) * share));
}

void Breaker::close() {
  open_ = false;
  probing_ = false;
  openings_ = 0;
  in_a_row_ = 0;
  window_ = {};
}

}  // namespace baton::inline v0::detail
