#include "route/answer.hpp"

#include <functional>
#include <utility>

#include <baton/core/runtime.hpp>
#include <baton/core/span.hpp>
#include <baton/core/when_any.hpp>

#include "route/attempt.hpp"
#include "route/pause.hpp"

namespace baton::inline v0::detail {
namespace {

/// Copies of calls that are under way at most; further ones are left out.
constexpr int most_shadows = 64;

struct Hedge {
  Notification first_failed;
  std::shared_ptr<Traffic> traffic;
  std::chrono::milliseconds delay;
};

Task<ChatResponse> first_way(Hedge hedge, Journey journey, ChatRequest request) {
  try {
    co_return co_await answer(std::move(journey), hedge.traffic, std::move(request));
  } catch (...) {
    // It had the second way before it as well: waiting for that one would only delay the error.
    hedge.first_failed.notify();
    throw;
  }
}

Task<ChatResponse> second_way(Hedge hedge, Journey journey, ChatRequest request) {
  const auto when = Context::Clock::now() + hedge.delay;
  const Context context = journey.context();
  const bool over = co_await notified_before(hedge.first_failed, when, context);
  if (over || !hedge.traffic->hedges.take()) throw Error(ErrorCode::cancelled, "no second call was sent");
  ++hedge.traffic->hedged;
  co_return co_await answer(std::move(journey), hedge.traffic, std::move(request));
}

Task<void> shadow_call(std::shared_ptr<Endpoint> endpoint, std::shared_ptr<Traffic> traffic, ChatRequest request,
                       Context context) {
  try {
    const Demand nothing;
    auto visit = co_await try_visit(endpoint, nothing, context);
    if (visit) {
      const ChatResponse response = co_await chat_of(*visit).complete(std::move(request), std::move(context));
      visit->succeeded(tokens_of_answer(response));
    }
  } catch (...) {
    // The copy must not be noticed, whatever becomes of it.
  }
  --traffic->shadows_now;
}

}  // namespace

Context attempt_context(const Context& context, const Traffic& traffic) {
  const auto timeout = traffic.attempt_timeout;
  return timeout.count() > 0 ? context.with_timeout(timeout) : context;
}

Task<ChatResponse> answer(Journey journey, std::shared_ptr<Traffic> traffic, ChatRequest request) {
  for (;;) {
    Visit visit = co_await journey.next();
    std::optional<Error> failure;
    {
      AttemptSpan span(visit, journey.context());
      try {
        const Context attempt = attempt_context(span.context(), *traffic);
        ChatResponse response = co_await chat_of(visit).complete(request, attempt);
        failure = withheld(response, journey);
        if (!failure) {
          journey.succeeded(visit, tokens_of_answer(response));
          co_return response;
        }
      } catch (...) {
        failure = current_error();
      }
      span.fail(*failure);
    }
    journey.failed(visit, *failure);
  }
}

Task<ChatResponse> hedged(std::shared_ptr<const Fleet> fleet, std::shared_ptr<Traffic> traffic, Plan plan,
                          CallFacts facts, ChatRequest request, Context context) {
  const Hedge hedge{{}, traffic, *plan.hedge_after};
  Plan second = plan;
  second.candidates.erase(second.candidates.begin(),
                          second.candidates.begin() + static_cast<std::ptrdiff_t>(plan.hedge_from));
  // The facts point to a context of the caller's frame.
  facts.context = &context;
  std::vector<std::function<Task<ChatResponse>(Context)>> ways;
  ways.emplace_back([&](Context own) {
    return first_way(hedge, Journey(fleet, traffic, plan, facts, std::move(own)), request);
  });
  ways.emplace_back([&](Context own) {
    return second_way(hedge, Journey(fleet, traffic, second, facts, std::move(own)), request);
  });
  auto winner = co_await when_any<ChatResponse>(context, std::move(ways));
  co_return std::move(winner.value);
}

void send_shadow(const Fleet& fleet, const std::shared_ptr<Traffic>& traffic, const Plan& plan,
                 const ChatRequest& request, const Context& context) {
  if (!plan.shadow) return;
  if (traffic->shadows_now.fetch_add(1) >= most_shadows) {
    --traffic->shadows_now;
    return;
  }
  ++traffic->shadows;
  const Context apart = context.with_stop({}).with_span(0);
  context.runtime().spawn(shadow_call(fleet.endpoints[*plan.shadow], traffic, request, apart));
}

}  // namespace baton::inline v0::detail
