#include <baton/core/for_each.hpp>

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>

namespace baton {
namespace {

using namespace std::chrono_literals;

TEST(ForEach, VisitsEveryIndexOnceWithinTheLimit) {
  std::vector<int> visits(100);
  int running = 0;
  int most = 0;
  const auto body = [&](std::size_t i, const Context& context) -> Task<void> {
    most = std::max(most, ++running);
    co_await context.runtime().sleep_for(100us, context);
    --running;
    ++visits[i];
  };
  sync_wait(for_each(visits.size(), 7, Context{}, body));
  EXPECT_EQ(most, 7);
  EXPECT_TRUE(std::all_of(visits.begin(), visits.end(), [](int n) { return n == 1; }));
}

TEST(ForEach, TheFirstFailureStopsTheRestAndIsThrown) {
  int started = 0;
  const auto body = [&](std::size_t i, const Context& context) -> Task<void> {
    ++started;
    co_await context.runtime().sleep_for(i == 4 ? 1ms : 1h, context);
    throw Error(ErrorCode::busy, "four");
  };
  try {
    sync_wait(for_each(1000, 5, Context{}, body));
    FAIL() << "no exception";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::busy);
  }
  EXPECT_EQ(started, 5);
}

TEST(ForEach, StopsWithItsContext) {
  std::stop_source stop;
  int started = 0;
  const auto body = [&](std::size_t, const Context& context) -> Task<void> {
    if (++started == 10) stop.request_stop();
    co_await context.runtime().sleep_for(10us, context);
  };
  EXPECT_THROW(sync_wait(for_each(1000, 2, Context{}.with_stop(stop.get_token()), body)), Error);
  EXPECT_LE(started, 11);
}

TEST(ForEach, NothingToDoIsDone) {
  const auto never = [](std::size_t, const Context&) -> Task<void> { throw Error(ErrorCode::internal, "called"); };
  EXPECT_NO_THROW(sync_wait(for_each(0, 3, Context{}, never)));
}

TEST(ForEach, ALimitOfNothingIsAMistake) {
  const auto body = [](std::size_t, const Context&) -> Task<void> { co_return; };
  EXPECT_THROW(sync_wait(for_each(3, 0, Context{}, body)), Error);
}

}  // namespace
}  // namespace baton
