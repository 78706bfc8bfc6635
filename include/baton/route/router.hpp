#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <baton/core/backoff.hpp>
#include <baton/core/export.hpp>
#include <baton/provider/chat_model.hpp>
#include <baton/provider/embedder.hpp>
#include <baton/provider/prices.hpp>
#include <baton/route/deployment.hpp>
#include <baton/route/policy.hpp>
#include <baton/route/router_state.hpp>
#include <baton/route/shared_limits.hpp>

namespace baton::inline v0 {

/// Further rounds of all calls of a router together: each call that succeeds earns `earned`, each round
/// costs one, and no more than `saved` are kept. An outage is not made worse by its own retries.
struct RetryBudget {
  double earned = 0.1;
  double saved = 10;
};

/// A fleet of deployments, and how it is used.
struct RouterOptions {
  std::string name = "router/fleet";  ///< what `name()` says; for embedders, that of their common vectors
  std::vector<Deployment> deployments{};
  std::optional<Policy> policy{};     ///< without one: `fallback` in the order of the deployments
  /// `attempts` is how often at most one call goes through the policy; between two rounds it waits.
  RetryOptions retry{};
  RetryBudget retry_budget{};
  /// The most that one attempt at an answer that is not streamed may take; 0: as long as the call.
  std::chrono::milliseconds attempt_timeout{0};
  PriceTable prices = PriceTable::standard();  ///< for `cheapest`
  /// The deployments' limits hold for all processes that share these, by the deployments' names. While
  /// they cannot be asked each process keeps to the limits alone; the attempt's span has
  /// "baton.route.warning" then.
  std::shared_ptr<SharedLimits> shared_limits{};
};

/// Several deployments that behave like one model which does not fail. The one place where model calls
/// are tried again.
///
/// A call goes through the deployments in the order that the policy gives it, past those that rest or
/// are at their limits, until one answers; a failure leads on when the policy says so for its class.
/// When all have failed in a way that may pass, the call waits and goes through them again, within the
/// deadline, the attempts and the retry budget. When all are out of service it fails at once and says
/// when the first comes back. The error that it gives up with is never `retryable`: nobody needs to try
/// again what was tried enough.
///
/// A stream is tried again only as long as nothing of it was delivered: two answers are never glued.
///
/// Labels of the context that it goes by: "session" for `sticky`, and "priority" ("high", "normal",
/// "low") when calls must wait for a limit. Immutable but for `replace`; any number of threads. Made by
/// `make_router`.
///
///     auto fleet = make_router({.deployments = {{.name = "eu", .chat = model("azure/gpt-4.1")},
///                                               {.name = "us", .chat = model("openai/gpt-4.1")}},
///                               .policy = weighted({{"eu", 3}, {"us", 1}})});
///     Model gpt(fleet);
class BATON_EXPORT Router : public ChatModel, public Embedder {
 public:
  /// Takes the place of the policy, for calls that begin from now on; calls under way keep theirs.
  /// Throws `not_found` for a deployment that there is not, `invalid_argument` as `check_policy`.
  virtual void replace(Policy policy) = 0;
  [[nodiscard]] virtual Policy policy() const = 0;
  /// What is known of the deployments now.
  [[nodiscard]] virtual RouterState state() const = 0;
};

/// Throws `invalid_argument` without deployments, for two of one name or one that can do nothing, and
/// what `replace` throws.
[[nodiscard]] BATON_EXPORT std::shared_ptr<Router> make_router(RouterOptions options);

/// One model that is tried again after failures that may pass: a router of one deployment.
[[nodiscard]] BATON_EXPORT Model retrying(Model chat, RetryOptions options = {});

}  // namespace baton::inline v0
