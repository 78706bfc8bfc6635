#include "index/bounded_queue.hpp"

#include <atomic>
#include <stop_token>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/core/when_all.hpp>

#include "index/support.hpp"

namespace baton {
namespace {

Task<void> produce(BoundedQueue<int>& queue, int count, int& ahead, int& most, Context context) {
  for (int i = 0; i < count; ++i) {
    co_await queue.push(i, context);
    most = std::max(most, ++ahead);
  }
  queue.done();
}

Task<void> consume(BoundedQueue<int>& queue, long& sum, int& ahead, Context context) {
  for (;;) {
    const std::optional<int> value = co_await queue.pop(context);
    if (!value) co_return;
    --ahead;
    sum += *value;
  }
}

TEST(BoundedQueue, HoldsProducersBackAndEndsWhenAllAreDone) {
  BoundedQueue<int> queue(3, 2);
  long sum = 0;
  int ahead = 0;
  int most = 0;
  std::vector<Task<void>> tasks;
  tasks.push_back(produce(queue, 1000, ahead, most, {}));
  tasks.push_back(produce(queue, 1000, ahead, most, {}));
  tasks.push_back(consume(queue, sum, ahead, {}));
  tasks.push_back(consume(queue, sum, ahead, {}));
  sync_wait(when_all(std::move(tasks)));
  EXPECT_EQ(sum, 999'000);
  EXPECT_LE(most, 7);  // three in the queue, and each of the four has at most one in hand
}

TEST(BoundedQueue, WaitingEndsWithTheContext) {
  BoundedQueue<int> queue(1, 1);
  const auto soon = Context().with_timeout(std::chrono::milliseconds(20));
  EXPECT_EQ(testing::code_of([&] { static_cast<void>(sync_wait(queue.pop(soon))); }), ErrorCode::deadline_exceeded);
  sync_wait(queue.push(1, {}));
  EXPECT_EQ(testing::code_of([&] { sync_wait(queue.push(2, soon)); }), ErrorCode::deadline_exceeded);
  queue.done();
  EXPECT_EQ(sync_wait(queue.pop({})), 1);
  EXPECT_EQ(sync_wait(queue.pop({})), std::nullopt);
}

}  // namespace
}  // namespace baton
