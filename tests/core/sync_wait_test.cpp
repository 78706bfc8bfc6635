#include <baton/core/sync_wait.hpp>

#include <thread>

#include <gtest/gtest.h>

#include <baton/core/runtime.hpp>

namespace baton {
namespace {

using namespace std::chrono_literals;

TEST(SyncWait, RunsTheTaskOnTheCallingThread) {
  const auto where = []() -> Task<std::thread::id> { co_return std::this_thread::get_id(); };
  EXPECT_EQ(sync_wait(where()), std::this_thread::get_id());
}

TEST(SyncWait, WorksFromManyThreadsAtOnce) {
  const auto work = [](Context context) -> Task<int> {
    for (int i = 0; i < 20; ++i) co_await context.runtime().sleep_for(10us, context);
    co_return 1;
  };
  std::atomic<int> done{0};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) threads.emplace_back([&] { done += sync_wait(work({})); });
  }
  EXPECT_EQ(done, 8);
}

TEST(SyncWait, RefusesToBlockALoopThread) {
  Runtime runtime;
  const auto nested = [](Runtime& loop) -> Task<ErrorCode> {
    const auto inner = [](Runtime&) -> Task<int> { co_return 1; };
    try {
      static_cast<void>(sync_wait(inner(loop)));
    } catch (const Error& error) {
      co_return error.code();
    }
    co_return ErrorCode::internal;
  };
  Completion<ErrorCode> answer;
  const auto report = [](Runtime& loop, auto make, Completion<ErrorCode>& done) -> Task<void> {
    done.set_value(co_await make(loop));
  };
  runtime.spawn(report(runtime, nested, answer));
  const auto wait = [](Completion<ErrorCode>& done) -> Task<ErrorCode> { co_return co_await done; };
  EXPECT_EQ(sync_wait(wait(answer)), ErrorCode::invalid_state);
}

TEST(SyncWait, DrivesARuntimeThatNobodyElseDrives) {
  Runtime runtime({.loop = RuntimeOptions::Loop::host});
  const auto context = Context{}.with_runtime(runtime);
  sync_wait(runtime.sleep_for(1ms, context), context);
  const auto compute = [](Context given) -> Task<int> {
    const auto job = [] { return 5; };
    co_return co_await given.runtime().blocking(job, given);
  };
  EXPECT_EQ(sync_wait(compute(context), context), 5);
}

TEST(BlockingStream, IsAnInputRange) {
  const auto three = []() -> Stream<int> {
    for (int i = 0; i < 3; ++i) co_yield i;
  };
  std::vector<int> all;
  for (const int i : BlockingStream<int>(three())) all.push_back(i);
  EXPECT_EQ(all, (std::vector{0, 1, 2}));
}

}  // namespace
}  // namespace baton
