#include "route/planner.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include <baton/core/error.hpp>
#include "core/chance.hpp"
#include "provider/token_estimate.hpp"

namespace baton::inline v0::detail {
namespace {

using Kind = Policy::Kind;

/// How often `fastest` asks another one, to know how fast it is by now.
constexpr double exploration = 0.02;
/// What an answer is taken to be when the request does not bound it.
constexpr std::int64_t usual_output_tokens = 500;

bool same(const std::string& wanted, const std::string* given) {
  return wanted.empty() || (given != nullptr && *given == wanted);
}

bool holds(const Condition& when, const CallFacts& facts) {
  const Principal* who = facts.context->principal();
  if (!when.label.empty()) {
    const std::string* value = facts.context->label(when.label);
    if (value == nullptr || *value != when.value) return false;
  }
  return same(when.tenant, who == nullptr ? nullptr : &who->tenant) &&
         same(when.user, who == nullptr ? nullptr : &who->user) &&
         facts.input_tokens >= when.min_input_tokens.value_or(0) &&
         facts.input_tokens <= when.max_input_tokens.value_or(std::numeric_limits<std::int64_t>::max()) &&
         when.images.value_or(facts.images) == facts.images && when.tools.value_or(facts.tools) == facts.tools;
}

/// Walks through a policy and writes the order down.
class Planner {
 public:
  Planner(const Fleet& fleet, const CallFacts& facts) : fleet_(fleet), facts_(facts) {}

  [[nodiscard]] Plan take() {
    add(fleet_.policy, {});
    return std::move(plan_);
  }

 private:
  struct Guard {
    FailureSet after = usual_failures;
    std::size_t group = 0;
  };

  void add(const Policy& policy, Guard guard);
  void add_all(const Policy& policy, const Guard& guard, const std::vector<std::size_t>& order);
  void add_fallback(const Policy& policy, const Guard& guard);
  void add_choice(const Policy& policy, const Guard& guard);
  void add_canary(const Policy& policy, const Guard& guard);
  void add_shadow(const Policy& policy, const Guard& guard);
  void add_hedge(const Policy& policy, const Guard& guard);

  /// The parts in the order of a key, the least first; those of the same key at random.
  [[nodiscard]] static std::vector<std::size_t> by(const Policy& policy,
                                                   const std::function<double(const Policy&)>& key);
  [[nodiscard]] std::vector<std::size_t> by_fastest(const Policy& policy) const;
  [[nodiscard]] std::vector<std::size_t> by_session(const Policy& policy) const;
  [[nodiscard]] static std::vector<std::size_t> by_weight(const Policy& policy);
  /// The least of a figure over the deployments of a part.
  [[nodiscard]] double least(const Policy& part, const std::function<double(const Endpoint&)>& figure) const;
  [[nodiscard]] double price(const Endpoint& endpoint) const;

  const Fleet& fleet_;
  const CallFacts& facts_;
  Plan plan_;
  std::size_t groups_ = 0;
};

void Planner::add(const Policy& policy, Guard guard) {
  switch (policy.kind) {
    case Kind::use:
      plan_.candidates.push_back({fleet_.find(policy.deployment), guard.after, guard.group});
      return;
    case Kind::fallback:
      return add_fallback(policy, guard);
    case Kind::weighted:
      return add_all(policy, guard, by_weight(policy));
    case Kind::least_busy:
      return add_all(policy, guard, by(policy, [&](const Policy& part) {
        return least(part, [](const Endpoint& at) { return static_cast<double>(at.in_flight.load()); });
      }));
    case Kind::fastest:
      return add_all(policy, guard, by_fastest(policy));
    case Kind::cheapest:
      return add_all(policy, guard, by(policy, [&](const Policy& part) {
        return least(part, [&](const Endpoint& at) { return price(at); });
      }));
    case Kind::sticky:
      return add_all(policy, guard, by_session(policy));
    case Kind::choose:
      return add_choice(policy, guard);
    case Kind::canary:
      return add_canary(policy, guard);
    case Kind::shadow:
      return add_shadow(policy, guard);
    case Kind::hedge:
      return add_hedge(policy, guard);
  }
}

void Planner::add_all(const Policy& policy, const Guard& guard, const std::vector<std::size_t>& order) {
  for (const std::size_t part : order) add(policy.parts[part], guard);
}

void Planner::add_fallback(const Policy& policy, const Guard& guard) {
  for (const auto& part : policy.parts) {
    add(part, part.on.empty() ? guard : Guard{FailureSet(part.on), ++groups_});
  }
}

void Planner::add_choice(const Policy& policy, const Guard& guard) {
  for (const auto& part : policy.parts) {
    if (holds(part.condition, facts_)) return add(part, guard);
  }
}

void Planner::add_canary(const Policy& policy, const Guard& guard) {
  if (chance() * 100 < policy.percent) add(policy.parts[0], guard);
  add(policy.parts[1], guard);
}

void Planner::add_shadow(const Policy& policy, const Guard& guard) {
  add(policy.parts[0], guard);
  if (chance() * 100 < policy.percent) plan_.shadow = fleet_.find(policy.parts[1].deployment);
}

void Planner::add_hedge(const Policy& policy, const Guard& guard) {
  add(policy.parts[0], guard);
  plan_.hedge_from = plan_.candidates.size();
  add(policy.parts[1], guard);
  if (plan_.hedge_from < plan_.candidates.size()) plan_.hedge_after = policy.delay;
}

std::vector<std::size_t> Planner::by(const Policy& policy, const std::function<double(const Policy&)>& key) {
  struct Scored {
    std::size_t part;
    double key;
    double tie;
  };
  std::vector<Scored> scored;
  for (std::size_t i = 0; i < policy.parts.size(); ++i) scored.push_back({i, key(policy.parts[i]), chance()});
  std::sort(scored.begin(), scored.end(), [](const Scored& a, const Scored& b) {
    return a.key != b.key ? a.key < b.key : a.tie < b.tie;
  });
  std::vector<std::size_t> order;
  for (const auto& one : scored) order.push_back(one.part);
  return order;
}

std::vector<std::size_t> Planner::by_fastest(const Policy& policy) const {
  const auto now = Latency::Clock::now();
  std::vector<std::size_t> order = by(policy, [&](const Policy& part) {
    return least(part, [&](const Endpoint& at) {
      return at.latency.now(now) * static_cast<double>(1 + at.in_flight.load());
    });
  });
  if (order.size() > 1 && chance() < exploration) {
    const auto other = 1 + static_cast<std::size_t>(chance() * static_cast<double>(order.size() - 1));
    std::rotate(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(other),
                order.begin() + static_cast<std::ptrdiff_t>(other) + 1);
  }
  return order;
}

/// Weighted sampling without replacement (Efraimidis and Spirakis 2006).
std::vector<std::size_t> Planner::by_weight(const Policy& policy) {
  return by(policy, [](const Policy& part) {
    const double share = part.weight;
    return share <= 0 ? std::numeric_limits<double>::infinity() : -std::log(1.0 - chance()) / share;
  });
}

/// Rendezvous hashing: when a part is added or taken away, only its own sessions move.
std::vector<std::size_t> Planner::by_session(const Policy& policy) const {
  const std::string* session = facts_.context->label(policy.label);
  const Principal* who = facts_.context->principal();
  if (session == nullptr && who != nullptr && !who->user.empty()) session = &who->user;
  if (session == nullptr) return by_weight(policy);
  const std::size_t whose = std::hash<std::string>()(*session);
  return by(policy, [&](const Policy& part) {
    const std::string where = part.kind == Kind::use ? part.deployment : to_json(part).dump();
    std::uint64_t mixed = whose ^ (std::hash<std::string>()(where) * 0x9E3779B97F4A7C15ULL);
    // The finaliser of MurmurHash3: neighbours in, unrelated numbers out.
    mixed = (mixed ^ (mixed >> 33)) * 0xFF51AFD7ED558CCDULL;
    mixed = (mixed ^ (mixed >> 33)) * 0xC4CEB9FE1A85EC53ULL;
    mixed ^= mixed >> 33;
    const double share = (static_cast<double>(mixed >> 11) + 0.5) / 9007199254740992.0;
    return part.weight <= 0 ? std::numeric_limits<double>::infinity() : -std::log(share) / part.weight;
  });
}

double Planner::least(const Policy& part, const std::function<double(const Endpoint&)>& figure) const {
  if (part.kind == Kind::use) return figure(*fleet_.endpoints[fleet_.find(part.deployment)]);
  double best = std::numeric_limits<double>::infinity();
  for (const auto& inner : part.parts) best = std::min(best, least(inner, figure));
  return best;
}

double Planner::price(const Endpoint& endpoint) const {
  constexpr double unknown = 1e300;
  if (!endpoint.price) return unknown;
  const std::int64_t window = endpoint.price->context_window;
  if (window > 0 && facts_.input_tokens + facts_.output_tokens > window) return 2 * unknown;
  const Spend spend{.calls = 1, .input_tokens = facts_.input_tokens, .output_tokens = facts_.output_tokens};
  return cost_of(*endpoint.price, spend).value();
}

}  // namespace

CallFacts facts_of(const ChatRequest& request, const Context& context) {
  CallFacts facts;
  facts.context = &context;
  facts.input_tokens = estimated_input(request);
  facts.output_tokens = request.options.max_tokens.value_or(usual_output_tokens);
  facts.tools = !request.tools.empty();
  for (const auto& message : request.messages) {
    for (const auto& part : message.parts) facts.images |= std::holds_alternative<Image>(part);
  }
  return facts;
}

std::size_t Fleet::find(const std::string& name) const {
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    if (endpoints[i]->deployment.name == name) return i;
  }
  std::string known;
  for (const auto& each : endpoints) known += (known.empty() ? "" : ", ") + each->deployment.name;
  throw Error(ErrorCode::not_found, "the policy names the deployment '" + name + "': known are " + known);
}

Plan plan_call(const Fleet& fleet, const CallFacts& facts) { return Planner(fleet, facts).take(); }

}  // namespace baton::inline v0::detail
