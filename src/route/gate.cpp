#include "route/gate.hpp"

#include <algorithm>
#include <utility>

#include <baton/core/error.hpp>

#include "route/pause.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr double burst_seconds = 10;
constexpr Gate::Clock::time_point never = Gate::Clock::time_point::max();

[[noreturn]] void refuse_call(const char* why) {
  throw Error(ErrorCode::overloaded, std::string(why) + ": ask again later, or raise the limits").with_retry(true);
}

}  // namespace

Bucket::Bucket(std::int64_t per_minute)
    : rate_(static_cast<double>(per_minute) / 60), most_(std::max(1.0, rate_ * burst_seconds)), level_(most_) {}

Bucket::Clock::time_point Bucket::ready(double amount, Clock::time_point now) {
  if (!limited()) return now;
  if (filled_ != Clock::time_point{} && now > filled_) {
    level_ = std::min(most_, level_ + rate_ * std::chrono::duration<double>(now - filled_).count());
  }
  if (now > filled_) filled_ = now;
  // What is larger than a burst goes when the bucket is full, and is paid off afterwards.
  const double missing = std::min(amount, most_) - level_;
  if (missing <= 0) return now;
  return now + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(missing / rate_)) +
         std::chrono::milliseconds(1);
}

Gate::Gate(const DeploymentLimits& limits)
    : limits_(limits), requests_(limits.requests_per_minute), tokens_(limits.tokens_per_minute) {}

Gate::Clock::time_point Gate::ready(const Demand& demand, Clock::time_point now) {
  if (limits_.concurrency > 0 && inside_ >= limits_.concurrency) return never;
  return std::max(requests_.ready(1, now), tokens_.ready(static_cast<double>(demand.tokens), now));
}

void Gate::take(const Demand& demand) {
  ++inside_;
  if (requests_.limited()) requests_.draw(1);
  if (tokens_.limited()) tokens_.draw(static_cast<double>(demand.tokens));
}

bool Gate::try_enter(const Demand& demand) {
  const std::lock_guard lock(mutex_);
  const auto now = Clock::now();
  if (!queue_.empty() || ready(demand, now) > now) return false;
  take(demand);
  return true;
}

void Gate::make_room(int priority) {
  if (queue_.size() < limits_.max_waiting) return;
  if (queue_.empty() || std::get<int>(queue_.rbegin()->first) <= priority) {
    ++refused_;
    refuse_call("too many calls wait for this deployment already");
  }
  const auto last = std::prev(queue_.end());
  last->second->shed = true;
  last->second->turn.notify();
  queue_.erase(last);
  ++refused_;
}

Gate::Place Gate::join(const std::shared_ptr<Waiter>& waiter) {
  const Demand& demand = waiter->demand;
  make_room(demand.priority);
  double& finished = finished_[demand.party];
  waiter->start = std::max(served_, finished);
  finished = waiter->start + 1.0 + static_cast<double>(demand.tokens) / 1'000;
  const Place place{demand.priority, finished, ++arrivals_};
  queue_.emplace(place, waiter);
  return place;
}

void Gate::wake_first() {
  if (!queue_.empty()) queue_.begin()->second->turn.notify();
}

void Gate::forget(const Place& place) {
  queue_.erase(place);
  if (queue_.empty()) {
    finished_.clear();
    served_ = 0;
  }
  wake_first();
}

std::optional<Gate::Clock::time_point> Gate::turn_of(const Place& place, const std::shared_ptr<Waiter>& waiter) {
  const std::lock_guard lock(mutex_);
  if (waiter->shed) refuse_call("a call of more importance took the place of this one");
  if (waiter->turn.notified()) waiter->turn = Notification();
  if (queue_.begin()->first != place) return never;
  const auto now = Clock::now();
  const auto when = ready(waiter->demand, now);
  return when > now ? std::optional(when) : std::nullopt;
}

bool Gate::go_in(const Place& place, const std::shared_ptr<Waiter>& waiter) {
  const std::lock_guard lock(mutex_);
  const auto now = Clock::now();
  if (waiter->shed || ready(waiter->demand, now) > now) return false;
  take(waiter->demand);
  served_ = std::max(served_, waiter->start);
  forget(place);
  return true;
}

Task<void> Gate::enter(Demand demand, Context context, const Consent& consent) {
  const auto waiter = std::make_shared<Waiter>(Waiter{std::move(demand)});
  Place place;
  {
    const std::lock_guard lock(mutex_);
    place = join(waiter);
  }
  std::optional<Error> failure;
  while (!failure) {
    try {
      auto when = turn_of(place, waiter);
      if (!when && consent) when = co_await consent();
      if (!when && go_in(place, waiter)) co_return;
      if (when) (void)co_await notified_before(waiter->turn, *when, context);
    } catch (...) {
      failure = current_error();
    }
  }
  {
    const std::lock_guard lock(mutex_);
    if (!waiter->shed) forget(place);
  }
  throw *failure;
}

void Gate::leave(std::int64_t reserved, std::int64_t tokens) {
  const std::lock_guard lock(mutex_);
  --inside_;
  if (tokens_.limited()) tokens_.draw(static_cast<double>(tokens - reserved));
  wake_first();
}

std::size_t Gate::waiting() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

std::int64_t Gate::refused() const {
  const std::lock_guard lock(mutex_);
  return refused_;
}

}  // namespace baton::inline v0::detail
