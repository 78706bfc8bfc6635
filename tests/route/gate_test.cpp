#include "route/gate.hpp"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/core/when_all.hpp>

namespace baton::detail {
namespace {

using namespace std::chrono_literals;

Demand by(std::string party, int priority = 1) { return {.tokens = 0, .priority = priority, .party = std::move(party)}; }

/// Enters, notes its name, and leaves at once.
Task<void> visit(Gate& gate, Demand demand, std::vector<std::string>& order, Context context) {
  std::string name = demand.party + std::to_string(demand.priority);
  co_await gate.enter(std::move(demand), std::move(context));
  order.push_back(std::move(name));
  gate.leave(0, 0);
}

/// Starts all the tasks, and when they wait lets the first one go.
std::vector<std::string> order_of(Gate& gate, std::vector<Demand> demands) {
  std::vector<std::string> order;
  EXPECT_TRUE(gate.try_enter({}));
  std::vector<Task<void>> tasks;
  for (auto& demand : demands) tasks.push_back(visit(gate, std::move(demand), order, {}));
  tasks.push_back([](Gate& waiting) -> Task<void> {
    waiting.leave(0, 0);
    co_return;
  }(gate));
  sync_wait(when_all(std::move(tasks)));
  return order;
}

TEST(Gate, LetsNoMoreInThanAtOnce) {
  Gate gate({.concurrency = 2});
  EXPECT_TRUE(gate.try_enter({}));
  EXPECT_TRUE(gate.try_enter({}));
  EXPECT_FALSE(gate.try_enter({}));
  gate.leave(0, 0);
  EXPECT_TRUE(gate.try_enter({}));
}

TEST(Gate, ThePartiesTakeTurns) {
  Gate gate({.concurrency = 1});
  const auto order = order_of(gate, {by("a"), by("a"), by("a"), by("b"), by("b"), by("c")});
  const std::vector<std::string> expected = {"a1", "b1", "c1", "a1", "b1", "a1"};
  EXPECT_EQ(order, expected);
}

TEST(Gate, TheImportantGoFirst) {
  Gate gate({.concurrency = 1});
  const auto order = order_of(gate, {by("a", 2), by("b", 1), by("c", 0)});
  const std::vector<std::string> expected = {"c0", "b1", "a2"};
  EXPECT_EQ(order, expected);
}

TEST(Gate, AnImportantCallTakesTheLastPlaceOfOneThatIsNot) {
  Gate gate({.concurrency = 1, .max_waiting = 1});
  ASSERT_TRUE(gate.try_enter({}));
  std::vector<std::string> order;
  std::optional<Error> shed;
  std::optional<Error> refused;
  const auto try_visit = [&](Demand demand, std::optional<Error>& failure) -> Task<void> {
    try {
      co_await visit(gate, std::move(demand), order, {});
    } catch (const Error& error) {
      failure = error;
    }
  };
  std::vector<Task<void>> tasks;
  tasks.push_back(try_visit(by("low", 2), shed));
  tasks.push_back(visit(gate, by("high", 0), order, {}));
  tasks.push_back(try_visit(by("late", 1), refused));
  tasks.push_back([](Gate& waiting) -> Task<void> {
    waiting.leave(0, 0);
    co_return;
  }(gate));
  sync_wait(when_all(std::move(tasks)));
  EXPECT_EQ(order, std::vector<std::string>{"high0"});
  for (const auto* failure : {&shed, &refused}) {
    ASSERT_TRUE(*failure);
    EXPECT_EQ((*failure)->code(), ErrorCode::overloaded);
  }
  EXPECT_EQ(gate.refused(), 2);
  EXPECT_EQ(gate.waiting(), 0U);
}

TEST(Gate, WhoGivesUpMakesWay) {
  Gate gate({.concurrency = 1});
  ASSERT_TRUE(gate.try_enter({}));
  std::vector<std::string> order;
  EXPECT_THROW(sync_wait(visit(gate, by("a"), order, Context{}.with_timeout(1ms))), Error);
  EXPECT_EQ(gate.waiting(), 0U);
  gate.leave(0, 0);
  sync_wait(visit(gate, by("b"), order, {}));
  EXPECT_EQ(order, std::vector<std::string>{"b1"});
}

TEST(Gate, KeepsToRequestsAMinute) {
  Gate gate({.requests_per_minute = 600});  // ten a second, ten seconds' worth at once
  int at_once = 0;
  while (gate.try_enter({})) ++at_once;
  EXPECT_GE(at_once, 100);
  EXPECT_LE(at_once, 102);
  sync_wait(gate.enter({}, {}));  // the next one is a matter of waiting
  gate.leave(0, 0);
}

TEST(Gate, PaysTokensOffThatWereMoreThanEstimated) {
  Gate gate({.tokens_per_minute = 60'000});
  Demand small;
  small.tokens = 100;
  ASSERT_TRUE(gate.try_enter(small));
  EXPECT_TRUE(gate.try_enter(small));
  gate.leave(100, 50'000);
  EXPECT_FALSE(gate.try_enter(small));
  gate.leave(100, -50'000);  // as if they had been given back
  EXPECT_TRUE(gate.try_enter(small));
}

TEST(Gate, ACallLargerThanABurstGoesWhenTheBucketIsFull) {
  Gate gate({.tokens_per_minute = 600});
  Demand large;
  large.tokens = 5'000;
  EXPECT_TRUE(gate.try_enter(large));
  EXPECT_FALSE(gate.try_enter(large));
}

TEST(Gate, NobodyIsLostAmongManyThreads) {
  Gate gate({.concurrency = 3});
  std::atomic<int> inside{0};
  std::atomic<int> most{0};
  std::atomic<int> done{0};
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      for (int call = 0; call < 50; ++call) {
        sync_wait(gate.enter(by(std::to_string(i % 3), i % 2), {}));
        const int now = ++inside;
        int seen = most.load();
        while (now > seen && !most.compare_exchange_weak(seen, now)) {
        }
        --inside;
        gate.leave(0, 0);
        ++done;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(done, 400);
  EXPECT_LE(most, 3);
  EXPECT_EQ(gate.waiting(), 0U);
}

}  // namespace
}  // namespace baton::detail
