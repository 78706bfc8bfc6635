#include <baton/route/router.hpp>

#include <limits>
#include <mutex>
#include <set>
#include <utility>

#include <baton/core/span.hpp>
#include <baton/core/text.hpp>

#include "route/answer.hpp"
#include "route/attempt.hpp"
#include "route/journey.hpp"

namespace baton::inline v0 {
namespace {

using detail::CallFacts;
using detail::Endpoint;
using detail::Fleet;
using detail::Journey;
using detail::Plan;
using detail::StreamAttempt;
using detail::Traffic;
using detail::Visit;

class FleetRouter final : public Router {
 public:
  explicit FleetRouter(RouterOptions options);

  [[nodiscard]] std::string name() const override { return name_; }
  [[nodiscard]] bool delegates() const noexcept override { return true; }
  [[nodiscard]] std::size_t dimensions() const override { return dimensions_; }
  [[nodiscard]] Task<ChatResponse> complete(ChatRequest request, Context context) const override;
  [[nodiscard]] Stream<ChatEvent> stream(ChatRequest request, Context context) const override;
  [[nodiscard]] Task<std::vector<Embedding>> embed(std::vector<std::string> texts, EmbedPurpose purpose,
                                                   Context context) const override;
  [[nodiscard]] Task<TokenCount> count_tokens(ChatRequest request, Context context) const override;
  [[nodiscard]] std::string explain(const ChatRequest& request) const override;

  void replace(Policy policy) override;
  [[nodiscard]] Policy policy() const override { return fleet()->policy; }
  [[nodiscard]] RouterState state() const override;

 private:
  [[nodiscard]] std::shared_ptr<const Fleet> fleet() const {
    const std::lock_guard lock(mutex_);
    return fleet_;
  }

  std::string name_;
  std::size_t dimensions_ = 0;
  std::shared_ptr<Traffic> traffic_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Fleet> fleet_;
};

void check_deployments(const std::vector<Deployment>& deployments) {
  const auto refuse = [](const std::string& what) { throw Error(ErrorCode::invalid_argument, what); };
  if (deployments.empty()) refuse("a router needs at least one deployment");
  std::set<std::string> names;
  std::size_t dimensions = 0;
  for (const auto& each : deployments) {
    if (each.name.empty()) refuse("a deployment needs a name: policies mean it by that");
    if (!names.insert(each.name).second) refuse("two deployments have the name '" + each.name + "'");
    if (!each.chat && !each.embedder) refuse("the deployment '" + each.name + "' needs a chat model or an embedder");
    const std::size_t size = each.embedder ? each.embedder->dimensions() : 0;
    if (size != 0 && dimensions != 0 && size != dimensions) {
      refuse("the embedders of one router must make the same vectors: '" + each.name + "' makes " +
             std::to_string(size) + " numbers, another one " + std::to_string(dimensions));
    }
    if (size != 0) dimensions = size;
  }
}

std::optional<ModelPrice> listed_price(const Deployment& deployment, const PriceTable& prices) {
  const ModelPrice* price = deployment.chat ? prices.find(deployment.chat->name()) : nullptr;
  return price == nullptr ? std::nullopt : std::optional(*price);
}

Policy in_order(const std::vector<Deployment>& deployments) {
  std::vector<Policy> parts;
  for (const auto& each : deployments) parts.emplace_back(each.name);
  return fallback(std::move(parts));
}

void check_names(const Fleet& fleet, const Policy& policy) {
  if (policy.kind == Policy::Kind::use) (void)fleet.find(policy.deployment);
  for (const auto& part : policy.parts) check_names(fleet, part);
}

FleetRouter::FleetRouter(RouterOptions options)
    : name_(options.name), traffic_(std::make_shared<Traffic>(options)) {
  detail::check_retry(options.retry);
  check_deployments(options.deployments);
  Policy policy = options.policy ? *std::move(options.policy) : in_order(options.deployments);
  Fleet fleet{policy, {}};
  for (auto& each : options.deployments) {
    if (each.embedder && dimensions_ == 0) dimensions_ = each.embedder->dimensions();
    const auto price = listed_price(each, options.prices);
    fleet.endpoints.push_back(std::make_shared<Endpoint>(std::move(each), price, options.shared_limits));
  }
  fleet_ = std::make_shared<const Fleet>(std::move(fleet));
  replace(std::move(policy));
}

void FleetRouter::replace(Policy policy) {
  check_policy(policy);
  Fleet next{std::move(policy), fleet()->endpoints};
  check_names(next, next.policy);
  auto shared = std::make_shared<const Fleet>(std::move(next));
  const std::lock_guard lock(mutex_);
  fleet_.swap(shared);
}

Task<ChatResponse> FleetRouter::complete(ChatRequest request, Context context) const {
  const auto fleet = this->fleet();
  ++traffic_->calls;
  traffic_->hedges.earn();
  const CallFacts facts = detail::facts_of(request, context);
  Plan plan = plan_call(*fleet, facts);
  detail::send_shadow(*fleet, traffic_, plan, request, context);
  if (!plan.hedge_after) {
    Journey journey(fleet, traffic_, std::move(plan), facts, std::move(context));
    co_return co_await detail::answer(std::move(journey), traffic_, std::move(request));
  }
  co_return co_await detail::hedged(fleet, traffic_, std::move(plan), facts, std::move(request), std::move(context));
}

Stream<ChatEvent> FleetRouter::stream(ChatRequest request, Context context) const {
  const auto fleet = this->fleet();
  ++traffic_->calls;
  const CallFacts facts = detail::facts_of(request, context);
  Plan plan = plan_call(*fleet, facts);
  detail::send_shadow(*fleet, traffic_, plan, request, context);
  Journey journey(fleet, traffic_, std::move(plan), facts, context);
  for (;;) {
    Visit visit = co_await journey.next();
    StreamAttempt attempt(std::move(visit), journey);
    while (!attempt.over()) {
      std::optional<ChatEvent> event;
      try {
        event = co_await attempt.events(request).next();
        attempt.take(event);
      } catch (...) {
        attempt.fail(current_error());
      }
      if (!attempt.failed()) co_yield std::move(*event);
    }
    if (!attempt.failed()) co_return;
    attempt.give_way();
  }
}

Task<std::vector<Embedding>> FleetRouter::embed(std::vector<std::string> texts, EmbedPurpose purpose,
                                                Context context) const {
  const auto fleet = this->fleet();
  ++traffic_->calls;
  CallFacts facts;
  facts.context = &context;
  for (const auto& text : texts) facts.input_tokens += static_cast<std::int64_t>(estimate_tokens(text));
  const std::int64_t tokens = facts.input_tokens;
  Plan plan = plan_call(*fleet, facts);
  Journey journey(fleet, traffic_, std::move(plan), facts, context);
  for (;;) {
    Visit visit = co_await journey.next();
    std::optional<Error> failure;
    {
      detail::AttemptSpan span(visit, context);
      try {
        const Context attempt = detail::attempt_context(span.context(), *traffic_);
        auto vectors = co_await detail::embedder_of(visit).embed(texts, purpose, attempt);
        journey.succeeded(visit, tokens);
        co_return vectors;
      } catch (...) {
        failure = current_error();
      }
      span.fail(*failure);
    }
    journey.failed(visit, *failure);
  }
}

Task<TokenCount> FleetRouter::count_tokens(ChatRequest request, Context context) const {
  const auto fleet = this->fleet();
  const Plan plan = plan_call(*fleet, detail::facts_of(request, context));
  for (const auto& candidate : plan.candidates) {
    const Deployment& deployment = fleet->endpoints[candidate.endpoint]->deployment;
    if (deployment.chat) co_return co_await deployment.chat->count_tokens(std::move(request), std::move(context));
  }
  co_return co_await ChatModel::count_tokens(std::move(request), std::move(context));
}

std::string FleetRouter::explain(const ChatRequest& request) const {
  const auto fleet = this->fleet();
  const Context context;
  const Plan plan = plan_call(*fleet, detail::facts_of(request, context));
  std::string text = "router: " + name_ + "\npolicy: " + to_json(fleet->policy).dump() + "\n";
  for (const auto& candidate : plan.candidates) {
    const Deployment& deployment = fleet->endpoints[candidate.endpoint]->deployment;
    if (!deployment.chat) continue;
    return text + "first: " + deployment.name + "\n\n" + deployment.chat->explain(request);
  }
  return text;
}

RouterState FleetRouter::state() const {
  RouterState out;
  const auto now = Context::Clock::now();
  const auto fleet = this->fleet();
  for (const auto& endpoint : fleet->endpoints) out.deployments.push_back(endpoint->state(now));
  out.calls = traffic_->calls.load();
  out.failed = traffic_->failed.load();
  out.retries = traffic_->rounds.load();
  out.fallbacks = traffic_->fallbacks.load();
  out.hedges = traffic_->hedged.load();
  out.shadows = traffic_->shadows.load();
  return out;
}

}  // namespace

std::shared_ptr<Router> make_router(RouterOptions options) {
  return std::make_shared<FleetRouter>(std::move(options));
}

Model retrying(Model chat, RetryOptions options) {
  RouterOptions router{.name = chat.name(), .retry = options};
  Deployment only{.name = chat.name(), .chat = std::move(chat)};
  // There is no other place to go, so it is never out of service, and waits as the options say.
  only.breaker.consecutive = std::numeric_limits<int>::max();
  only.breaker.least_calls = std::numeric_limits<int>::max();
  only.breaker.limit_rest = std::chrono::milliseconds(0);
  router.deployments.push_back(std::move(only));
  return Model(make_router(std::move(router)));
}

}  // namespace baton::inline v0
