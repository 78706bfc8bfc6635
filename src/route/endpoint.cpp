#include "route/endpoint.hpp"

#include <algorithm>
#include <utility>

namespace baton::inline v0::detail {
namespace {

/// The breaker is asked last: whom it lets through as a probe must not get lost while waiting.
std::optional<Visit> admit(const std::shared_ptr<Endpoint>& endpoint, Pass pass) {
  const auto admission = endpoint->breaker.admit(Breaker::Clock::now());
  if (admission != Breaker::Admission::refused) return Visit(endpoint, admission, std::move(pass));
  endpoint->entrance.leave(std::move(pass), 0);
  return std::nullopt;
}

}  // namespace

DeploymentState Endpoint::state(std::chrono::steady_clock::time_point now) const {
  DeploymentState out;
  out.name = deployment.name;
  out.breaker = breaker.state(now);
  const auto back = breaker.back(now);
  if (back > now) out.back_in = std::chrono::ceil<std::chrono::milliseconds>(back - now);
  out.in_flight = static_cast<std::size_t>(std::max<std::int64_t>(0, in_flight.load()));
  out.waiting = entrance.gate().waiting();
  out.latency_ms = latency.now(now);
  out.succeeded = succeeded.load();
  out.failed = failed.load();
  out.refused = entrance.gate().refused();
  out.tokens = tokens.load();
  return out;
}

Visit::Visit(std::shared_ptr<Endpoint> at, Breaker::Admission as, Pass pass)
    : at_(std::move(at)), as_(as), pass_(std::move(pass)) {
  ++at_->in_flight;
}

Visit::~Visit() {
  if (!at_) return;
  at_->breaker.abandoned(as_);
  leave(pass_.tokens);
}

void Visit::leave(std::int64_t used_tokens) {
  --at_->in_flight;
  at_->entrance.leave(std::move(pass_), used_tokens);
  at_.reset();
}

void Visit::answered() {
  if (std::exchange(answered_, true)) return;
  const auto now = Clock::now();
  at_->latency.measured(std::chrono::duration<double, std::milli>(now - began_).count(), now);
}

void Visit::succeeded(std::int64_t used_tokens) {
  answered();
  at_->breaker.succeeded(as_, Clock::now());
  ++at_->succeeded;
  at_->tokens += used_tokens;
  leave(used_tokens);
}

void Visit::failed(std::optional<FailureClass> failure, std::optional<std::chrono::milliseconds> asked) {
  if (failure) {
    at_->breaker.failed(as_, *failure, asked, Clock::now());
    ++at_->failed;
  } else {
    at_->breaker.abandoned(as_);
  }
  leave(0);
}

Task<std::optional<Visit>> try_visit(const std::shared_ptr<Endpoint>& endpoint, const Demand& demand, const Context& context,
                                      bool* busy) {
  const auto now = Breaker::Clock::now();
  if (endpoint->breaker.back(now) > now) co_return std::nullopt;
  auto pass = co_await endpoint->entrance.try_enter(demand, context);
  if (busy != nullptr) *busy = !pass;
  co_return pass ? admit(endpoint, *std::move(pass)) : std::nullopt;
}

Task<std::optional<Visit>> visit_in_turn(const std::shared_ptr<Endpoint>& endpoint, const Demand& demand,
                                          const Context& context) {
  Pass pass = co_await endpoint->entrance.enter(demand, context);
  co_return admit(endpoint, std::move(pass));
}

}  // namespace baton::inline v0::detail
