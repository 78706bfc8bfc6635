#include <baton/core/runtime.hpp>

#include <atomic>
#include <deque>
#include <latch>
#include <mutex>
#include <thread>

#include <gtest/gtest.h>

#include <baton/core/sync_wait.hpp>
#include <baton/core/when_all.hpp>

#include "live.hpp"

namespace baton {
namespace {

using namespace std::chrono_literals;
using test::Live;

ErrorCode code_of(Task<void> task) {
  try {
    sync_wait(std::move(task));
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

TEST(Runtime, SleepsAtLeastAsLongAsTold) {
  const auto begin = std::chrono::steady_clock::now();
  sync_wait(Runtime::shared().sleep_for(20ms, {}));
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 20ms);
}

TEST(Runtime, ASleepEndsWithItsContext) {
  auto& runtime = Runtime::shared();
  EXPECT_EQ(code_of(runtime.sleep_for(1h, Context{}.with_timeout(1ms))), ErrorCode::deadline_exceeded);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(code_of(runtime.sleep_for(1h, Context{}.with_stop(stop.get_token()))), ErrorCode::cancelled);
}

TEST(Runtime, AStopFromAnotherThreadWakesASleeper) {
  for (int round = 0; round < 100; ++round) {
    std::stop_source stop;
    const std::jthread other([&] { stop.request_stop(); });
    ASSERT_EQ(code_of(Runtime::shared().sleep_for(1h, Context{}.with_stop(stop.get_token()))), ErrorCode::cancelled);
  }
}

TEST(Runtime, BlockingWorkRunsElsewhereAndResumesOnTheCallersThread) {
  const auto work = []() -> Task<std::pair<std::thread::id, std::thread::id>> {
    const auto ask = [] { return std::this_thread::get_id(); };
    auto there = co_await Runtime::shared().blocking(ask, {});
    co_return std::pair(there, std::this_thread::get_id());
  };
  const auto [there, here] = sync_wait(work());
  EXPECT_NE(there, std::this_thread::get_id());
  EXPECT_EQ(here, std::this_thread::get_id());
}

TEST(Runtime, BlockingWorkThrowsThrough) {
  const auto work = [] { throw Error(ErrorCode::io_error, "disk"); };
  EXPECT_EQ(code_of(Runtime::shared().blocking(work, {})), ErrorCode::io_error);
  EXPECT_EQ(code_of(Runtime::shared().blocking([] {}, Context{}.with_timeout(-1s))), ErrorCode::deadline_exceeded);
}

TEST(Runtime, WithoutBlockingThreadsTheCallerDoesTheWork) {
  Runtime runtime({.blocking_threads = 0});
  const auto ask = [] { return std::this_thread::get_id(); };
  EXPECT_EQ(sync_wait(runtime.blocking(ask, {})), std::this_thread::get_id());
}

/// An executor of the host: it resumes on the thread that calls `run`.
class HostExecutor : public Executor {
 public:
  void post(std::coroutine_handle<> work) noexcept override {
    const std::lock_guard lock(mutex_);
    queue_.push_back(work);
  }
  bool run_one() {
    std::coroutine_handle<> work;
    {
      const std::lock_guard lock(mutex_);
      if (queue_.empty()) return false;
      work = queue_.front();
      queue_.pop_front();
    }
    work.resume();
    return true;
  }

 private:
  std::mutex mutex_;
  std::deque<std::coroutine_handle<>> queue_;
};

TEST(Runtime, TheHostsExecutorRunsEveryContinuation) {
  Runtime runtime;
  HostExecutor executor;
  struct Seen {
    std::vector<std::thread::id> threads;
    bool done = false;
  } seen;
  const auto work = [](Runtime& loop, Seen& out) -> Task<void> {
    const auto mark = [&out] { out.threads.push_back(std::this_thread::get_id()); };
    const auto nothing = [] {};
    mark();
    co_await loop.sleep_for(1ms, {});
    mark();
    co_await loop.blocking(nothing, {});
    mark();
    std::vector<Task<void>> both;
    for (int i = 0; i < 2; ++i) both.push_back(loop.sleep_for(1ms, {}));
    co_await when_all(std::move(both));
    mark();
    out.done = true;
  };
  runtime.spawn(work(runtime, seen), executor);
  while (!seen.done) {
    if (!executor.run_one()) std::this_thread::yield();
  }
  EXPECT_EQ(seen.threads, std::vector<std::thread::id>(4, std::this_thread::get_id()));
}

TEST(Runtime, AHostsLoopRunsOnlyWhenPolled) {
  Runtime runtime({.loop = RuntimeOptions::Loop::host});
  EXPECT_TRUE(runtime.host_driven());
  bool done = false;
  const auto work = [](Runtime& loop, bool& flag) -> Task<void> {
    co_await loop.sleep_for(1ms, {});
    flag = true;
  };
  runtime.spawn(work(runtime, done));
  std::this_thread::sleep_for(5ms);
  EXPECT_FALSE(done);
  while (!done) runtime.poll();
  EXPECT_EQ(runtime.poll(), 0U);
  EXPECT_EQ(runtime.run_for(1ms), 0U);
}

TEST(Runtime, SpawnedTasksRunOnTheLoopThreadAndMayFail) {
  std::atomic<bool> on_loop{false};
  {
    Runtime runtime;
    std::latch ran(1);
    const auto work = [](Runtime& loop, std::atomic<bool>& flag, std::latch& done) -> Task<void> {
      flag = loop.on_loop_thread() && Runtime::on_any_loop_thread();
      done.count_down();
      throw Error(ErrorCode::internal, "nobody listens");
      co_return;
    };
    runtime.spawn(work(runtime, on_loop, ran));
    ran.wait();
    EXPECT_FALSE(runtime.on_loop_thread());
  }
  EXPECT_TRUE(on_loop);
}

struct Counts {
  std::atomic<int> started{0};
  std::atomic<int> cancelled{0};
  std::atomic<int> finished{0};
};

Task<void> count(Task<void> task, Counts& counts) {
  const Live witness;
  ++counts.started;
  try {
    co_await task;
    ++counts.finished;
  } catch (const Error& error) {
    if (error.code() == ErrorCode::cancelled) ++counts.cancelled;
  }
  counts.cancelled.notify_all();
}

TEST(Runtime, DestructionCancelsWhatWaitsAndAwaitsWhatRuns) {
  Counts counts;
  std::latch running(1);
  std::latch release(1);
  // Lets the running job go only once everything else has been cancelled: nothing waits for it.
  std::jthread releaser([&] {
    for (int n = counts.cancelled; n < 40; n = counts.cancelled) counts.cancelled.wait(n);
    release.count_down();
  });
  {
    Runtime runtime({.blocking_threads = 1});
    const auto job = [&] {
      running.count_down();
      release.wait();
    };
    runtime.spawn(count(runtime.blocking(job, {}), counts));
    running.wait();
    for (int i = 0; i < 20; ++i) runtime.spawn(count(runtime.blocking([] {}, {}), counts));
    for (int i = 0; i < 20; ++i) runtime.spawn(count(runtime.sleep_for(1h, {}), counts));
    while (counts.started < 41) std::this_thread::yield();
  }
  EXPECT_EQ(counts.cancelled, 40);
  EXPECT_EQ(counts.finished, 1);
  EXPECT_EQ(Live::count(), 0);
}

TEST(Runtime, DestructionOfAHostDrivenLoopDeliversTheCancellation) {
  Counts counts;
  {
    Runtime runtime({.loop = RuntimeOptions::Loop::host});
    for (int i = 0; i < 5; ++i) runtime.spawn(count(runtime.sleep_for(1h, {}), counts));
    while (counts.started < 5) runtime.poll();
  }
  EXPECT_EQ(counts.cancelled, 5);
  EXPECT_EQ(Live::count(), 0);
}

TEST(Runtime, AfterShutdownNothingNewBegins) {
  Counts counts;
  const auto stubborn = [](Runtime& loop, Counts& out) -> Task<void> {
    for (int i = 0; i < 3; ++i) co_await count(loop.sleep_for(1h, {}), out);
    co_await count(loop.blocking([] {}, {}), out);
  };
  {
    Runtime runtime;
    runtime.spawn(stubborn(runtime, counts));
    while (counts.started < 1) std::this_thread::yield();
  }
  EXPECT_EQ(counts.cancelled, 4);
}

/// A service counts its own construction.
struct Service {
  explicit Service(Runtime&) { ++made; }
  static inline std::atomic<int> made{0};
};

TEST(Runtime, MakesEachServiceOnce) {
  Runtime runtime;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) threads.emplace_back([&] { static_cast<void>(runtime.service<Service>()); });
  }
  EXPECT_EQ(Service::made, 1);
  EXPECT_EQ(&runtime.service<Service>(), &runtime.service<Service>());
}

}  // namespace
}  // namespace baton
