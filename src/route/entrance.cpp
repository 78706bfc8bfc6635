#include "route/entrance.hpp"

#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>

namespace baton::inline v0::detail {
namespace {

bool limits_anything(const DeploymentLimits& limits) {
  return limits.requests_per_minute > 0 || limits.tokens_per_minute > 0 || limits.concurrency > 0;
}

/// A lease that does not get back lapses: nobody has to know.
Task<void> released(std::shared_ptr<SharedLimits> shared, LimitLease lease, std::int64_t used_tokens, Context context) {
  try {
    co_await shared->release(std::move(lease), used_tokens, std::move(context));
  } catch (...) {
  }
}

}  // namespace

Entrance::Entrance(std::string key, const DeploymentLimits& limits, std::shared_ptr<SharedLimits> shared)
    : key_(std::move(key)), limits_(limits), shared_(limits_anything(limits) ? std::move(shared) : nullptr), gate_(limits) {}

Task<std::optional<Gate::Clock::time_point>> Entrance::ask(Pass& pass, const Context& context) {
  std::optional<LimitAnswer> answer;
  std::optional<Error> failure;
  try {
    answer = co_await shared_->acquire(key_, limits_, pass.tokens, context);
  } catch (...) {
    failure = current_error();
  }
  if (answer && !answer->lease) co_return Gate::Clock::now() + answer->wait;
  if (answer) {
    pass.lease = std::move(answer->lease);
    pass.runtime = &context.runtime();
    co_return std::nullopt;
  }
  context.check();
  pass.warning = "the shared limits could not be asked, this process keeps to them alone: " + failure->message();
  co_return std::nullopt;
}

Task<std::optional<Pass>> Entrance::try_enter(const Demand& demand, const Context& context) {
  if (!gate_.try_enter(demand)) co_return std::nullopt;
  Pass pass{demand.tokens};
  if (!shared_) co_return pass;
  bool refused = true;
  std::optional<Error> failure;
  try {
    refused = (co_await ask(pass, context)).has_value();
  } catch (...) {
    failure = current_error();
  }
  if (!refused) co_return pass;
  leave(std::move(pass), 0);
  if (failure) throw *failure;
  co_return std::nullopt;
}

Task<Pass> Entrance::enter(const Demand& demand, const Context& context) {
  Pass pass{demand.tokens};
  bool asked = false;
  Gate::Consent consent;
  if (shared_) {
    consent = [&]() -> Task<std::optional<Gate::Clock::time_point>> {
      std::optional<Gate::Clock::time_point> when;
      // It is asked again when another call got in between: once is enough.
      if (!asked) when = co_await ask(pass, context);
      asked = !when;
      co_return when;
    };
  }
  std::optional<Error> failure;
  try {
    co_await gate_.enter(demand, context, consent);
  } catch (...) {
    failure = current_error();
  }
  if (!failure) co_return pass;
  give_back(std::move(pass), 0);
  throw *failure;
}

void Entrance::leave(Pass pass, std::int64_t used_tokens) {
  gate_.leave(pass.tokens, used_tokens);
  give_back(std::move(pass), used_tokens);
}

void Entrance::give_back(Pass pass, std::int64_t used_tokens) {
  if (!pass.lease) return;
  Runtime& runtime = *pass.runtime;
  runtime.spawn(released(shared_, *std::move(pass.lease), used_tokens, Context{}.with_runtime(runtime)));
}

}  // namespace baton::inline v0::detail
