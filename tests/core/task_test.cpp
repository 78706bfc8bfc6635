#include <baton/core/task.hpp>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/for_each.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/stream.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/core/when_all.hpp>
#include <baton/core/when_any.hpp>

namespace baton {
namespace {

using namespace std::chrono_literals;

Task<int> value(int n) { co_return n; }
Task<int> fail() {
  throw std::runtime_error("no");
  co_return 0;
}

Task<long> loop_of_awaits(int n) {
  long sum = 0;
  for (int i = 0; i < n; ++i) sum += co_await value(1);
  co_return sum;
}

Task<long> depth(int n) {
  if (n == 0) co_return 0;
  co_return 1 + co_await depth(n - 1);
}

Stream<int> count_to(int n) {
  for (int i = 1; i <= n; ++i) co_yield co_await value(i);
}

TEST(Task, GivesItsValue) { EXPECT_EQ(sync_wait(value(42)), 42); }

TEST(Task, ThrowsWhatTheCoroutineThrew) { EXPECT_THROW(sync_wait(fail()), std::runtime_error); }

TEST(Task, AMillionAwaitsInALoopKeepTheStack) { EXPECT_EQ(sync_wait(loop_of_awaits(1'000'000)), 1'000'000); }

TEST(Task, AMillionNestedAwaitsKeepTheStack) { EXPECT_EQ(sync_wait(depth(1'000'000)), 1'000'000); }

TEST(Task, NothingLeaksWhenItIsNeverAwaited) {
  const auto witness = std::make_shared<int>(1);
  {
    const auto hold = [](std::shared_ptr<int> copy) -> Task<int> { co_return *copy; };
    const auto task = hold(witness);
    EXPECT_EQ(witness.use_count(), 2);
  }
  EXPECT_EQ(witness.use_count(), 1);
}

TEST(Stream, YieldsInOrderAndEnds) {
  int sum = 0;
  for (const int i : BlockingStream<int>(count_to(1000))) sum += i;
  EXPECT_EQ(sum, 500500);
}

TEST(Runtime, SleepsAtTheSameTime) {
  const auto begin = std::chrono::steady_clock::now();
  const auto both = []() -> Task<int> {
    auto& runtime = Runtime::shared();
    std::vector<Task<void>> sleeps;
    for (int i = 0; i < 10; ++i) sleeps.push_back(runtime.sleep_for(50ms, {}));
    co_await when_all(std::move(sleeps));
    co_return 1;
  };
  EXPECT_EQ(sync_wait(both()), 1);
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 50ms);
}

TEST(Runtime, BlockingRunsOnAnotherThreadAndResumesOnTheCallers) {
  const auto work = []() -> Task<std::pair<std::thread::id, std::thread::id>> {
    auto there = co_await Runtime::shared().blocking([] { return std::this_thread::get_id(); }, {});
    co_return std::pair(there, std::this_thread::get_id());
  };
  const auto [there, here] = sync_wait(work());
  EXPECT_NE(there, std::this_thread::get_id());
  EXPECT_EQ(here, std::this_thread::get_id());
}

TEST(WhenAny, FirstWinsAndTheOthersAreCancelled) {
  const auto race = []() -> Task<Winner<int>> {
    std::vector<std::function<Task<int>(Context)>> starts;
    starts.emplace_back([](Context context) -> Task<int> {
      co_await context.runtime().sleep_for(1h, context);
      co_return 1;
    });
    starts.emplace_back([](Context context) -> Task<int> {
      co_await context.runtime().sleep_for(1ms, context);
      co_return 2;
    });
    co_return co_await when_any<int>(Context{}, std::move(starts));
  };
  const auto winner = sync_wait(race());
  EXPECT_EQ(winner.index, 1U);
  EXPECT_EQ(winner.value, 2);
}

TEST(ForEach, KeepsToTheLimitAndThrowsTheFirstFailure) {
  int running = 0;
  int most = 0;
  const auto body = [&](std::size_t i, const Context& context) -> Task<void> {
    most = std::max(most, ++running);
    co_await context.runtime().sleep_for(1ms, context);
    --running;
    if (i == 7) throw Error(ErrorCode::internal, "seven");
  };
  const auto run = [&]() -> Task<void> { co_await for_each(20, 3, Context{}, body); };
  EXPECT_THROW(sync_wait(run()), Error);
  EXPECT_EQ(most, 3);
}

TEST(Runtime, HostDrivenLoopRunsFromTheCaller) {
  Runtime runtime({.loop = RuntimeOptions::Loop::host});
  const auto context = Context{}.with_runtime(runtime);
  sync_wait(runtime.sleep_for(2ms, context), context);
}

TEST(Runtime, DestructionCancelsWhatIsPending) {
  std::atomic<bool> cancelled{false};
  {
    Runtime runtime;
    const auto sleeper = [](Runtime& r, std::atomic<bool>& flag) -> Task<void> {
      try {
        co_await r.sleep_for(1h, {});
      } catch (const Error& error) {
        flag = error.code() == ErrorCode::cancelled;
      }
    };
    runtime.spawn(sleeper(runtime, cancelled));
    std::this_thread::sleep_for(5ms);
  }
  EXPECT_TRUE(cancelled);
}

}  // namespace
}  // namespace baton
