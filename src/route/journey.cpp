#include "route/journey.hpp"

#include <algorithm>
#include <utility>

#include <baton/core/backoff.hpp>
#include <baton/core/runtime.hpp>

namespace baton::inline v0::detail {
namespace {

Demand demand_of(const CallFacts& facts) {
  Demand demand;
  demand.tokens = facts.input_tokens + facts.output_tokens;
  if (const std::string* priority = facts.context->label("priority")) {
    if (*priority == "high") demand.priority = 0;
    if (*priority == "low") demand.priority = 2;
  }
  if (const Principal* who = facts.context->principal()) {
    demand.party = who->tenant.empty() ? who->user : who->tenant;
  }
  return demand;
}

}  // namespace

void TryBudget::earn() {
  const std::lock_guard lock(mutex_);
  level_ = std::min(saved_, level_ + earned_);
}

bool TryBudget::take() {
  const std::lock_guard lock(mutex_);
  if (level_ < 1) return false;
  level_ -= 1;
  return true;
}

Error given_up(const Error& failure) { return failure.with_retry(false, failure.retry_after()); }

Journey::Journey(std::shared_ptr<const Fleet> fleet, std::shared_ptr<Traffic> traffic, Plan plan, CallFacts facts,
                 Context context)
    : fleet_(std::move(fleet)),
      traffic_(std::move(traffic)),
      plan_(std::move(plan)),
      demand_(demand_of(facts)),
      context_(std::move(context)),
      used_(plan_.candidates.size()) {
  if (!plan_.candidates.empty()) return;
  throw Error(ErrorCode::invalid_argument,
              "the router's policy has no deployment for this call: give `choose` a last part without a condition");
}

bool Journey::leads_to(const Candidate& to, FailureClass failure) const {
  const bool inside = last_ && to.group == group_;
  return (inside ? usual_failures : to.after).contains(failure);
}

bool Journey::leads_on(FailureClass failure) const {
  for (std::size_t i = 0; i < used_.size(); ++i) {
    if (!used_[i] && leads_to(plan_.candidates[i], failure)) return true;
  }
  return false;
}

Task<std::optional<Visit>> Journey::pick() {
  busy_.reset();
  for (std::size_t i = 0; i < used_.size(); ++i) {
    const Candidate& candidate = plan_.candidates[i];
    // One that is out of service counts as overloaded: what is only for other failures stays apart.
    const FailureClass failure = last_class_.value_or(FailureClass::overload);
    const bool first = !last_ && i == 0;
    if (used_[i] || !(first || leads_to(candidate, failure))) continue;
    bool busy = false;
    auto visit = co_await try_visit(fleet_->endpoints[candidate.endpoint], demand_, context_, &busy);
    if (visit) {
      begin(i);
      co_return visit;
    }
    if (busy && !busy_) busy_ = i;
  }
  co_return std::nullopt;
}

void Journey::begin(std::size_t candidate) {
  used_[candidate] = true;
  last_ = candidate;
  group_ = plan_.candidates[candidate].group;
  if (attempts_++ > 0) ++traffic_->fallbacks;
}

Task<Visit> Journey::next() {
  for (;;) {
    context_.check();
    if (auto visit = co_await pick()) co_return *std::move(visit);
    if (busy_) {
      const std::size_t candidate = *busy_;
      if (auto visit = co_await wait_at(candidate)) co_return *std::move(visit);
      continue;
    }
    co_await begin_again();
  }
}

Task<std::optional<Visit>> Journey::wait_at(std::size_t candidate) {
  std::optional<Error> refused;
  try {
    auto visit = co_await visit_in_turn(fleet_->endpoints[plan_.candidates[candidate].endpoint], demand_, context_);
    if (visit) begin(candidate);
    co_return visit;
  } catch (...) {
    refused = current_error();
  }
  give_up(*refused);
}

Breaker::Clock::time_point Journey::first_back(bool resting_only) const {
  const auto now = Breaker::Clock::now();
  auto first = Breaker::Clock::time_point::max();
  for (const auto& candidate : plan_.candidates) {
    const auto& breaker = fleet_->endpoints[candidate.endpoint]->breaker;
    const auto back = breaker.back(now);
    if (!resting_only || back <= now || breaker.only_resting(now)) first = std::min(first, back);
  }
  return first;
}

Error Journey::all_resting(Breaker::Clock::time_point back) const {
  const auto wait = std::max(std::chrono::milliseconds(0),
                             std::chrono::ceil<std::chrono::milliseconds>(back - Breaker::Clock::now()));
  return Error(ErrorCode::overloaded, "all " + std::to_string(plan_.candidates.size()) +
                                          " deployments for this call are out of service: the first is tried again in " +
                                          std::to_string(wait.count()) + " ms")
      .with_retry(true, wait);
}

void Journey::give_up(const Error& failure) {
  ++traffic_->failed;
  throw given_up(failure);
}

Breaker::Clock::duration Journey::expected() const {
  const auto now = Breaker::Clock::now();
  double least = fleet_->endpoints[plan_.candidates.front().endpoint]->latency.now(now);
  for (const auto& each : plan_.candidates) least = std::min(least, fleet_->endpoints[each.endpoint]->latency.now(now));
  return std::chrono::duration_cast<Breaker::Clock::duration>(std::chrono::duration<double, std::milli>(least));
}

Task<void> Journey::begin_again() {
  const auto now = Breaker::Clock::now();
  const auto back = first_back(true);
  const Error failure = failure_ ? *failure_ : all_resting(first_back(false));
  if (back == Breaker::Clock::time_point::max()) give_up(failure);
  if (!worth_retrying(failure, traffic_->retry) || rounds_ >= traffic_->retry.attempts) give_up(failure);
  // How long each deployment wants to rest is known better than from the last error.
  const auto delay = backoff_delay(failure.with_retry(true), rounds_, traffic_->retry);
  const auto wait = std::max<Breaker::Clock::duration>(*delay, back - now);
  const bool too_long = wait > traffic_->retry.longest_wait || now + wait + expected() >= context_.deadline();
  if (too_long || !traffic_->retries.take()) give_up(failure);
  ++rounds_;
  ++traffic_->rounds;
  co_await context_.runtime().sleep_for(wait, context_);
  std::fill(used_.begin(), used_.end(), false);
  last_.reset();
  last_class_.reset();
  attempts_ = 0;
}

std::optional<FailureClass> Journey::blame(const Error& failure) const {
  const bool own = failure.code() == ErrorCode::deadline_exceeded && Breaker::Clock::now() >= context_.deadline();
  return own ? std::nullopt : classify(failure);
}

void Journey::failed(Visit& visit, const Error& failure) {
  const auto failure_class = blame(failure);
  visit.failed(failure_class, failure.retry_after());
  if (!failure_class) throw failure;
  failure_ = failure;
  last_class_ = failure_class;
  if (!leads_on(*failure_class) && !worth_retrying(failure, traffic_->retry)) give_up(failure);
}

void Journey::broken(Visit& visit, const Error& failure) {
  visit.failed(blame(failure), failure.retry_after());
  ++traffic_->failed;
  throw failure;
}

void Journey::succeeded(Visit& visit, std::int64_t tokens) {
  visit.succeeded(tokens);
  traffic_->retries.earn();
}

}  // namespace baton::inline v0::detail
