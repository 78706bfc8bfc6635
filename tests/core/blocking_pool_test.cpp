#include "core/blocking_pool.hpp"

#include <atomic>
#include <latch>
#include <mutex>
#include <set>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

namespace baton {
namespace {

/// Keeps the one thread of a pool busy until it is let go.
class Plug {
 public:
  explicit Plug(BlockingPool& pool) {
    pool.submit([this](const std::exception_ptr&) {
      running_.count_down();
      release_.wait();
    }, {});
    running_.wait();
  }
  ~Plug() { release(); }
  void release() {
    if (!std::exchange(released_, true)) release_.count_down();
  }

 private:
  std::latch running_{1};
  std::latch release_{1};
  bool released_ = false;
};

struct Seen {
  std::atomic<int> ran{0};
  std::atomic<int> cancelled{0};
  std::atomic<int> limited{0};

  BlockingPool::Job job() {
    return [this](const std::exception_ptr& refused) {
      if (!refused) {
        ++ran;
      } else if (to_error(refused).code() == ErrorCode::limit_exceeded) {
        ++limited;
      } else if (to_error(refused).code() == ErrorCode::cancelled) {
        ++cancelled;
      }
    };
  }
};

TEST(BlockingPool, RunsEveryJobOnAtMostSoManyThreads) {
  std::mutex mutex;
  std::set<std::thread::id> threads;
  std::atomic<int> ran{0};
  {
    BlockingPool pool(3, 1000);
    std::latch all(200);
    for (int i = 0; i < 200; ++i) {
      pool.submit([&](const std::exception_ptr&) {
        {
          const std::lock_guard lock(mutex);
          threads.insert(std::this_thread::get_id());
        }
        ++ran;
        all.count_down();
      }, {});
    }
    all.wait();
  }
  EXPECT_EQ(ran, 200);
  EXPECT_LE(threads.size(), 3U);
  EXPECT_FALSE(threads.contains(std::this_thread::get_id()));
}

TEST(BlockingPool, RefusesWhatDoesNotFitTheQueue) {
  Seen seen;
  BlockingPool pool(1, 2);
  Plug plug(pool);
  for (int i = 0; i < 5; ++i) pool.submit(seen.job(), {});
  EXPECT_EQ(seen.limited, 3);
  plug.release();
  pool.close();
  EXPECT_EQ(seen.ran + seen.cancelled, 2);
}

TEST(BlockingPool, DropsWhatIsStoppedBeforeItBegan) {
  Seen seen;
  BlockingPool pool(1, 10);
  Plug plug(pool);
  std::stop_source stop;
  pool.submit(seen.job(), stop.get_token());
  pool.submit(seen.job(), stop.get_token());
  stop.request_stop();
  EXPECT_EQ(seen.cancelled, 2);
  pool.submit(seen.job(), stop.get_token());
  EXPECT_EQ(seen.cancelled, 3);
  plug.release();
  pool.close();
  EXPECT_EQ(seen.ran, 0);
}

TEST(BlockingPool, ClosingRefusesWhatWaitsAndWhatComesLater) {
  Seen seen;
  BlockingPool pool(1, 10);
  Plug plug(pool);
  for (int i = 0; i < 4; ++i) {
    pool.submit([&, job = seen.job()](const std::exception_ptr& refused) {
      job(refused);
      plug.release();  // refused while the plug still runs, or close() could not end
    }, {});
  }
  pool.close();
  EXPECT_EQ(seen.cancelled, 4);
  pool.submit(seen.job(), {});
  EXPECT_EQ(seen.cancelled, 5);
}

TEST(BlockingPool, EveryJobIsCalledOnceWhateverHappens) {
  for (int round = 0; round < 50; ++round) {
    std::atomic<int> calls{0};
    std::stop_source stop;
    {
      BlockingPool pool(2, 1000);
      const std::jthread stopper([&] { stop.request_stop(); });
      for (int i = 0; i < 100; ++i) pool.submit([&](const std::exception_ptr&) { ++calls; }, stop.get_token());
    }
    ASSERT_EQ(calls, 100);
  }
}

}  // namespace
}  // namespace baton
