#include <baton/core/when_all.hpp>

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>

#include "live.hpp"

namespace baton {
namespace {

using namespace std::chrono_literals;
using test::Live;

Task<int> after(int turns, int value, Context context) {
  const Live witness;
  for (int i = 0; i < turns; ++i) co_await context.runtime().sleep_for(50us, context);
  co_return value;
}

Task<int> fail_after(int turns, ErrorCode code, Context context) {
  const Live witness;
  co_await after(turns, 0, context);
  throw Error(code, "as told");
}

TEST(WhenAll, GivesResultsOfSeveralTypesInOrder) {
  const auto run = []() -> Task<std::string> {
    const auto word = []() -> Task<std::unique_ptr<std::string>> { co_return std::make_unique<std::string>("cats"); };
    auto [number, text] = co_await when_all(after(3, 7, {}), word());
    co_return std::to_string(number) + *text;
  };
  EXPECT_EQ(sync_wait(run()), "7cats");
}

TEST(WhenAll, GivesManyResultsInOrder) {
  std::vector<Task<int>> tasks;
  for (int i = 0; i < 200; ++i) tasks.push_back(after(i % 3, i, {}));
  const auto values = sync_wait(when_all(std::move(tasks)));
  ASSERT_EQ(values.size(), 200U);
  for (int i = 0; i < 200; ++i) EXPECT_EQ(values[static_cast<std::size_t>(i)], i);
}

TEST(WhenAll, OfNothingEndsAtOnce) { EXPECT_TRUE(sync_wait(when_all(std::vector<Task<int>>{})).empty()); }

TEST(WhenAll, ReallyRunsThemAtTheSameTime) {
  // Each waits for the next one to arrive: one after another they would wait for ever.
  constexpr int count = 5;
  std::vector<Completion<std::monostate>> arrived(count);
  const auto meet = [&](int i) -> Task<void> {
    arrived[static_cast<std::size_t>(i)].set_value({});
    co_await arrived[static_cast<std::size_t>((i + 1) % count)];
  };
  std::vector<Task<void>> tasks;
  for (int i = 0; i < count; ++i) tasks.push_back(meet(i));
  sync_wait(when_all(std::move(tasks)));
}

TEST(WhenAll, ThrowsTheFirstFailureInOrderAfterAllHaveEnded) {
  std::vector<Task<int>> tasks;
  tasks.push_back(after(5, 1, {}));
  tasks.push_back(fail_after(3, ErrorCode::busy, {}));
  tasks.push_back(fail_after(0, ErrorCode::not_found, {}));
  try {
    static_cast<void>(sync_wait(when_all(std::move(tasks))));
    FAIL() << "no exception";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::busy);
  }
  EXPECT_EQ(Live::count(), 0);
}

TEST(WhenAll, NestsDeeply) {
  struct Tree {
    static Task<int> leaves(int depth) {
      if (depth == 0) co_return 1;
      auto [left, right] = co_await when_all(leaves(depth - 1), leaves(depth - 1));
      co_return left + right;
    }
  };
  EXPECT_EQ(sync_wait(Tree::leaves(10)), 1024);
}

TEST(WhenAll, TenThousandAtOnce) {
  std::vector<Task<int>> tasks;
  for (int i = 0; i < 10'000; ++i) tasks.push_back(after(1, 1, {}));
  int sum = 0;
  for (const int value : sync_wait(when_all(std::move(tasks)))) sum += value;
  EXPECT_EQ(sum, 10'000);
}

}  // namespace
}  // namespace baton
