#include <baton/route/policy.hpp>

#include <cmath>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

constexpr int most_levels = 16;

[[noreturn]] void refuse_policy(std::string what) {
  throw Error(ErrorCode::invalid_argument, "the policy makes no sense: " + std::move(what));
}

void check_parts(const Policy& policy) {
  using Kind = Policy::Kind;
  const std::size_t parts = policy.parts.size();
  if (policy.kind == Kind::use) {
    if (policy.deployment.empty()) refuse_policy("a deployment without a name");
    if (parts != 0) refuse_policy("the deployment '" + policy.deployment + "' has parts");
    return;
  }
  const bool pair = policy.kind == Kind::canary || policy.kind == Kind::shadow || policy.kind == Kind::hedge;
  if (pair && parts != 2) refuse_policy("canary, shadow and hedge have two parts, not " + std::to_string(parts));
  if (parts == 0) refuse_policy("it has a part without any deployment");
  if (policy.kind == Kind::shadow && policy.parts[1].kind != Kind::use) {
    refuse_policy("shadow copies go to one deployment");
  }
}

void check_numbers(const Policy& policy) {
  if (!std::isfinite(policy.weight) || policy.weight < 0) refuse_policy("a weight must be 0 or more");
  if (!(policy.percent >= 0 && policy.percent <= 100)) refuse_policy("percent must be from 0 to 100");
  if (policy.delay.count() < 0) refuse_policy("the delay of hedge must be 0 or more");
  if (policy.kind != Policy::Kind::weighted) return;
  double sum = 0;
  for (const auto& part : policy.parts) sum += part.weight;
  if (sum <= 0) refuse_policy("all weights are 0");
}

void check_level(const Policy& policy, int level) {
  if (level > most_levels) refuse_policy("it has more than " + std::to_string(most_levels) + " levels");
  check_parts(policy);
  check_numbers(policy);
  for (const auto& part : policy.parts) check_level(part, level + 1);
}

Policy of_two(Policy::Kind kind, Policy first, Policy second) {
  std::vector<Policy> parts;
  parts.push_back(std::move(first));
  parts.push_back(std::move(second));
  return Policy(kind, std::move(parts));
}

}  // namespace

std::string_view to_string(FailureClass failure) noexcept {
  switch (failure) {
    case FailureClass::overload:
      return "overload";
    case FailureClass::rate_limit:
      return "rate_limit";
    case FailureClass::quota:
      return "quota";
    case FailureClass::access:
      return "access";
    case FailureClass::missing:
      return "missing";
    case FailureClass::unsupported:
      return "unsupported";
    case FailureClass::invalid_output:
      return "invalid_output";
    case FailureClass::context_too_long:
      return "context_too_long";
    case FailureClass::content_filter:
      return "content_filter";
  }
  return "overload";
}

Policy::Policy(std::string name) : deployment(std::move(name)) {}
Policy::Policy(std::string name, double share) : deployment(std::move(name)), weight(share) {}
Policy::Policy(Kind which, std::vector<Policy> of) : kind(which), parts(std::move(of)) {}

Policy Policy::with_weight(double share) const {
  Policy copy = *this;
  copy.weight = share;
  return copy;
}

Policy Policy::after(std::vector<FailureClass> failures) const {
  Policy copy = *this;
  copy.on = std::move(failures);
  return copy;
}

Policy Policy::when(Condition calls) const {
  Policy copy = *this;
  copy.condition = std::move(calls);
  return copy;
}

Policy fallback(std::vector<Policy> parts) { return {Policy::Kind::fallback, std::move(parts)}; }
Policy weighted(std::vector<Policy> parts) { return {Policy::Kind::weighted, std::move(parts)}; }
Policy least_busy(std::vector<Policy> parts) { return {Policy::Kind::least_busy, std::move(parts)}; }
Policy fastest(std::vector<Policy> parts) { return {Policy::Kind::fastest, std::move(parts)}; }
Policy cheapest(std::vector<Policy> parts) { return {Policy::Kind::cheapest, std::move(parts)}; }
Policy choose(std::vector<Policy> parts) { return {Policy::Kind::choose, std::move(parts)}; }

Policy sticky(std::vector<Policy> parts, std::string label) {
  Policy policy(Policy::Kind::sticky, std::move(parts));
  policy.label = std::move(label);
  return policy;
}

Policy canary(double percent, Policy candidate, Policy stable) {
  Policy policy = of_two(Policy::Kind::canary, std::move(candidate), std::move(stable));
  policy.percent = percent;
  return policy;
}

Policy shadow(double percent, Policy answering, std::string copy) {
  Policy policy = of_two(Policy::Kind::shadow, std::move(answering), Policy(std::move(copy)));
  policy.percent = percent;
  return policy;
}

Policy hedge(std::chrono::milliseconds delay, Policy first, Policy second) {
  Policy policy = of_two(Policy::Kind::hedge, std::move(first), std::move(second));
  policy.delay = delay;
  return policy;
}

void check_policy(const Policy& policy) { check_level(policy, 1); }

}  // namespace baton::inline v0
