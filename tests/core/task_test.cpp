#include <baton/core/task.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include <baton/core/sync_wait.hpp>

#include "live.hpp"

namespace baton {
namespace {

using test::Live;

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

Task<long> throw_from_depth(int n) {
  const Live witness;
  if (n == 0) throw std::runtime_error("deep");
  co_return co_await throw_from_depth(n - 1);
}

TEST(Task, GivesItsValue) { EXPECT_EQ(sync_wait(value(42)), 42); }

TEST(Task, GivesAValueThatOnlyMoves) {
  const auto make = []() -> Task<std::unique_ptr<int>> { co_return std::make_unique<int>(7); };
  EXPECT_EQ(*sync_wait(make()), 7);
}

TEST(Task, ABorrowedResultStaysInTheTask) {
  const auto borrow = []() -> Task<bool> {
    const auto task = value(42);
    int& first = co_await task.borrow();
    first = 43;
    int& second = co_await task.borrow();
    co_return &first == &second && second == 43 && co_await task == 43;
  };
  EXPECT_TRUE(sync_wait(borrow()));
}

TEST(Task, BorrowingThrowsWhatTheCoroutineThrew) {
  const auto borrow = []() -> Task<int> {
    const auto task = fail();
    co_return co_await task.borrow();
  };
  EXPECT_THROW(sync_wait(borrow()), std::runtime_error);
}

TEST(Task, ThrowsWhatTheCoroutineThrew) { EXPECT_THROW(sync_wait(fail()), std::runtime_error); }

TEST(Task, AnExceptionMayBeCaughtAndTheNextAwaitGoesOn) {
  const auto recover = []() -> Task<int> {
    int caught = 0;
    for (int i = 0; i < 3; ++i) {
      try {
        co_await fail();
      } catch (const std::runtime_error&) {
        ++caught;
      }
    }
    co_return caught + co_await value(10);
  };
  EXPECT_EQ(sync_wait(recover()), 13);
}

TEST(Task, AMillionAwaitsInALoopKeepTheStack) {
  EXPECT_EQ(sync_wait(loop_of_awaits(1'000'000)), 1'000'000);
}

TEST(Task, AMillionNestedAwaitsKeepTheStack) { EXPECT_EQ(sync_wait(depth(1'000'000)), 1'000'000); }

TEST(Task, AThrowThroughManyFramesLeavesNothing) {
  EXPECT_THROW(sync_wait(throw_from_depth(1000)), std::runtime_error);
  EXPECT_EQ(Live::count(), 0);
}

TEST(Task, RunsNothingUntilItIsAwaited) {
  bool ran = false;
  const auto mark = [](bool& flag) -> Task<void> {
    flag = true;
    co_return;
  };
  auto task = mark(ran);
  EXPECT_FALSE(ran);
  sync_wait(std::move(task));
  EXPECT_TRUE(ran);
}

TEST(Task, NothingLeaksWhenItIsNeverAwaited) {
  const auto hold = [](Live) -> Task<void> { co_return; };
  {
    const auto task = hold(Live());
    EXPECT_EQ(Live::count(), 1);
  }
  EXPECT_EQ(Live::count(), 0);
}

TEST(Task, AssignmentSwapsWhatIsOwned) {
  const auto hold = [](Live, int n) -> Task<int> { co_return n; };
  {
    auto first = hold(Live(), 1);
    auto second = hold(Live(), 2);
    first = std::move(second);
    EXPECT_EQ(sync_wait(std::move(first)), 2);
  }
  EXPECT_EQ(Live::count(), 0);
}

}  // namespace
}  // namespace baton
