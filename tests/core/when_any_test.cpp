#include <baton/core/when_any.hpp>

#include <gtest/gtest.h>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>

#include "live.hpp"

namespace baton {
namespace {

using namespace std::chrono_literals;
using test::Live;
using Starts = std::vector<std::function<Task<int>(Context)>>;

Task<int> answer_after(std::chrono::steady_clock::duration delay, int value, Context context) {
  const Live witness;
  co_await context.runtime().sleep_for(delay, context);
  co_return value;
}

Task<int> fail(ErrorCode code, Context context) {
  co_await context.runtime().sleep_for(1ms, context);
  throw Error(code, "as told");
}

ErrorCode code_of(Context context, Starts starts) {
  try {
    static_cast<void>(sync_wait(when_any<int>(context, std::move(starts))));
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(WhenAny, TheFirstWinsAndTheOthersAreCancelled) {
  Starts starts;
  for (int i = 0; i < 20; ++i) {
    starts.emplace_back([i](Context context) { return answer_after(i == 13 ? 1ms : 1h, i, context); });
  }
  const auto winner = sync_wait(when_any<int>(Context{}, std::move(starts)));
  EXPECT_EQ(winner.index, 13U);
  EXPECT_EQ(winner.value, 13);
  EXPECT_EQ(Live::count(), 0);
}

TEST(WhenAny, AFailureDoesNotWin) {
  Starts starts;
  starts.emplace_back([](Context context) { return fail(ErrorCode::busy, context); });
  starts.emplace_back([](Context context) { return answer_after(10ms, 2, context); });
  EXPECT_EQ(sync_wait(when_any<int>(Context{}, std::move(starts))).value, 2);
}

TEST(WhenAny, WhenAllFailTheFirstInOrderIsThrown) {
  Starts starts;
  starts.emplace_back([](Context context) { return fail(ErrorCode::busy, context); });
  starts.emplace_back([](Context context) { return fail(ErrorCode::not_found, context); });
  EXPECT_EQ(code_of({}, std::move(starts)), ErrorCode::busy);
}

TEST(WhenAny, NeedsATask) { EXPECT_EQ(code_of({}, {}), ErrorCode::invalid_argument); }

TEST(WhenAny, StopsWithItsParent) {
  std::stop_source stop;
  Starts starts;
  for (int i = 0; i < 3; ++i) {
    starts.emplace_back([](Context context) { return answer_after(1h, 1, context); });
  }
  starts.emplace_back([&](Context context) -> Task<int> {
    stop.request_stop();
    return answer_after(1h, 1, context);
  });
  EXPECT_EQ(code_of(Context{}.with_stop(stop.get_token()), std::move(starts)), ErrorCode::cancelled);
  EXPECT_EQ(Live::count(), 0);
}

}  // namespace
}  // namespace baton
