#include "route/endpoint.hpp"

#include <algorithm>
#include <utility>

namespace baton::inline v0::detail {

DeploymentState Endpoint::state(std::chrono::steady_clock::time_point now) const {
  DeploymentState out;
  out.name = deployment.name;
  out.breaker = breaker.state(now);
  const auto back = breaker.back(now);
  if (back > now) out.back_in = std::chrono::ceil<std::chrono::milliseconds>(back - now);
  out.in_flight = static_cast<std::size_t>(std::max<std::int64_t>(0, in_flight.load()));
  out.waiting = gate.waiting();
  out.latency_ms = latency.now(now);
  out.succeeded = succeeded.load();
  out.failed = failed.load();
  out.refused = gate.refused();
  out.tokens = tokens.load();
  return out;
}

Visit::Visit(std::shared_ptr<Endpoint> at, Breaker::Admission as, std::int64_t reserved_tokens)
    : at_(std::move(at)), as_(as), reserved_(reserved_tokens) {
  ++at_->in_flight;
}

Visit::~Visit() {
  if (!at_) return;
  at_->breaker.abandoned(as_);
  leave(reserved_);
}

void Visit::leave(std::int64_t used_tokens) {
  --at_->in_flight;
  at_->gate.leave(reserved_, used_tokens);
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

}  // namespace baton::inline v0::detail
