// One scenario with every kind of await, stopped at each of them in turn.
#include <optional>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/for_each.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/stream.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/core/when_all.hpp>
#include <baton/core/when_any.hpp>

#include "live.hpp"

namespace baton {
namespace {

using namespace std::chrono_literals;
using test::Live;

/// Counts the awaits and requests the stop at the chosen one.
struct Trigger {
  std::stop_source stop;
  int chosen = 0;
  int seen = 0;
  void pass() {
    if (++seen == chosen) stop.request_stop();
  }
};

Task<void> pause(Trigger& trigger, Context context) {
  const Live witness;
  trigger.pass();
  co_await context.runtime().sleep_for(10us, context);
}

Task<int> compute(Trigger& trigger, Context context) {
  const Live witness;
  trigger.pass();
  const auto job = [] { return 3; };
  co_return co_await context.runtime().blocking(job, context);
}

Stream<int> items(Trigger& trigger, Context context) {
  const Live witness;
  for (int i = 0; i < 3; ++i) {
    co_await pause(trigger, context);
    co_yield i;
  }
}

Task<int> race(Trigger& trigger, Context context) {
  std::vector<std::function<Task<int>(Context)>> starts;
  starts.emplace_back([&](Context child) { return compute(trigger, child); });
  starts.emplace_back([](Context child) -> Task<int> {
    const Live witness;
    co_await child.runtime().sleep_for(1h, child);
    co_return 0;
  });
  const auto winner = co_await when_any<int>(context, std::move(starts));
  co_return winner.value;
}

Task<int> everything(Trigger& trigger, Context context) {
  const Live witness;
  co_await pause(trigger, context);
  auto [a, b] = co_await when_all(compute(trigger, context), compute(trigger, context));
  int sum = a + b;
  auto stream = items(trigger, context);
  while (auto item = co_await stream.next()) sum += *item;
  const auto body = [&trigger](std::size_t, const Context& child) { return pause(trigger, child); };
  co_await for_each(4, 2, context, body);
  sum += co_await race(trigger, context);
  context.check();
  co_return sum;
}

struct Ending {
  std::optional<int> value;
  std::optional<ErrorCode> code;
  int awaits = 0;
};

Ending run(int chosen) {
  Trigger trigger;
  trigger.chosen = chosen;
  Ending ending;
  try {
    ending.value = sync_wait(everything(trigger, Context{}.with_stop(trigger.stop.get_token())));
  } catch (const Error& error) {
    ending.code = error.code();
  }
  ending.awaits = trigger.seen;
  return ending;
}

TEST(Cancellation, AtAnyAwaitEndsWithCancelledAndLeavesNothing) {
  const Ending whole = run(0);
  ASSERT_EQ(whole.value, 12);
  ASSERT_EQ(whole.awaits, 11);
  for (int chosen = 1; chosen <= whole.awaits; ++chosen) {
    const Ending stopped = run(chosen);
    EXPECT_EQ(stopped.code, ErrorCode::cancelled) << "at await " << chosen;
    EXPECT_EQ(Live::count(), 0) << "at await " << chosen;
  }
}

TEST(Cancellation, DestroyingAStreamHalfWayLeavesNothing) {
  for (int taken = 0; taken <= 3; ++taken) {
    Trigger trigger;
    {
      BlockingStream<int> stream(items(trigger, {}));
      for (int i = 0; i < taken; ++i) stream.next();
    }
    EXPECT_EQ(Live::count(), 0);
  }
}

}  // namespace
}  // namespace baton
