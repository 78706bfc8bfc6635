#include "core/event_loop.hpp"

#include <atomic>
#include <future>
#include <latch>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include <baton/core/completion.hpp>
#include <baton/core/error.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/core/task.hpp>
#include <baton/core/when_all.hpp>

namespace baton {
namespace {

using Done = Completion<std::thread::id>;

/// Begins what comes back on the loop a few turns later.
void begin_operation(EventLoop& loop, Done& done) {
  loop.dispatch([&loop, &done] {
    loop.begin();
    boost::asio::post(loop.io(), [&loop, &done] {
      boost::asio::post(loop.io(), [&loop, &done] {
        loop.end();
        done.set_value(std::this_thread::get_id());
      });
    });
  });
}

Task<std::thread::id> operate(EventLoop& loop) {
  Done done;
  begin_operation(loop, done);
  co_return co_await done;
}

/// An operation that ends only when it is told to.
class Endless {
 public:
  explicit Endless(EventLoop& loop) : loop_(loop) {
    loop_.dispatch([this] { loop_.begin(); });
  }
  void finish() {
    loop_.post([this] {
      loop_.end();
      done_.set_value(std::this_thread::get_id());
    });
  }
  [[nodiscard]] Done& done() { return done_; }

 private:
  EventLoop& loop_;
  Done done_;
};

TEST(EventLoop, ALoneBlockingCallTurnsItOnItsOwnThread) {
  EventLoop loop(EventLoop::Thread::own);
  // Not each one must be: a thread that the system holds up loses its loan.
  for (int mine = 0; mine < 100;) mine += sync_wait(operate(loop)) == std::this_thread::get_id() ? 1 : 0;
}

TEST(EventLoop, OtherwiseItsThreadTurnsIt) {
  EventLoop loop(EventLoop::Thread::own);
  std::promise<std::pair<std::thread::id, bool>> ran;
  loop.dispatch([&] { ran.set_value({std::this_thread::get_id(), loop.is_turning()}); });
  const auto [thread, turning] = ran.get_future().get();
  EXPECT_NE(thread, std::this_thread::get_id());
  EXPECT_TRUE(turning);
  EXPECT_FALSE(loop.is_turning());
}

TEST(EventLoop, WithoutAThreadTheHostTurnsIt) {
  EventLoop loop(EventLoop::Thread::none);
  Done done;
  begin_operation(loop, done);
  EXPECT_FALSE(done.await_ready());
  while (!done.await_ready()) loop.io().poll();
  EXPECT_EQ(done.await_resume(), std::this_thread::get_id());
}

TEST(EventLoop, APostOfAnotherThreadEndsTheLoan) {
  for (int round = 0; round < 200; ++round) {
    EventLoop loop(EventLoop::Thread::own);
    std::jthread other;
    const auto wait = [](EventLoop& turned, std::jthread& thread) -> Task<void> {
      Endless operation(turned);
      thread = std::jthread([&operation] { operation.finish(); });
      co_await operation.done();
    };
    sync_wait(wait(loop, other));
  }
}

TEST(EventLoop, CodeOfTheApplicationStaysOffABorrowersThread) {
  for (int round = 0; round < 200; ++round) {
    EventLoop loop(EventLoop::Thread::own);
    std::jthread other;
    const auto wait = [](EventLoop& turned, std::jthread& thread) -> Task<std::thread::id> {
      Endless operation(turned);
      std::promise<std::thread::id> ran;
      thread = std::jthread([&] {
        turned.post_to_own_thread([&] { ran.set_value(std::this_thread::get_id()); });
        operation.finish();
      });
      co_await operation.done();
      co_return ran.get_future().get();
    };
    EXPECT_NE(sync_wait(wait(loop, other)), std::this_thread::get_id());
  }
}

TEST(EventLoop, ABorrowerThatComputesHoldsNothingUp) {
  EventLoop loop(EventLoop::Thread::own);
  const auto compute = [](EventLoop& turned) -> Task<std::thread::id> {
    Done done;
    begin_operation(turned, done);
    while (!done.await_ready()) std::this_thread::yield();
    co_return co_await done;
  };
  EXPECT_NE(sync_wait(compute(loop)), std::this_thread::get_id());
  while (sync_wait(operate(loop)) != std::this_thread::get_id()) continue;  // and it is lent again
}

TEST(EventLoop, ABorrowerIsWokenByWhatEndsElsewhere) {
  EventLoop loop(EventLoop::Thread::own);
  std::jthread other;
  for (int round = 0; round < 200; ++round) {
    const auto wait = [](EventLoop& turned, std::jthread& thread) -> Task<int> {
      Endless operation(turned);
      Completion<int> elsewhere;
      thread = std::jthread([&elsewhere] { elsewhere.set_value(3); });
      const int value = co_await elsewhere;
      operation.finish();
      co_await operation.done();
      co_return value;
    };
    EXPECT_EQ(sync_wait(wait(loop, other)), 3);
  }
}

TEST(EventLoop, ACallInsideACallIsServedToo) {
  EventLoop loop(EventLoop::Thread::own);
  const auto nested = [](EventLoop& turned) -> Task<void> {
    Done done;
    begin_operation(turned, done);
    static_cast<void>(sync_wait(operate(turned)));
    static_cast<void>(co_await done);
  };
  for (int i = 0; i < 50; ++i) sync_wait(nested(loop));
}

TEST(EventLoop, TheLoopOfAnotherRuntimeIsNotBorrowedAsWell) {
  EventLoop first(EventLoop::Thread::own);
  EventLoop second(EventLoop::Thread::own);
  const auto both = [](EventLoop& one, EventLoop& other) -> Task<std::pair<std::thread::id, std::thread::id>> {
    Done here;
    Done there;
    begin_operation(one, here);
    begin_operation(other, there);
    const std::thread::id a = co_await here;
    const std::thread::id b = co_await there;
    co_return std::pair(a, b);
  };
  const auto [a, b] = sync_wait(both(first, second));
  EXPECT_NE(b, std::this_thread::get_id());
  EXPECT_NE(a, b);
}

TEST(EventLoop, ABlockingCallOnALoopIsRefusedToABorrowerAsWell) {
  EventLoop loop(EventLoop::Thread::own);
  const auto call = [](EventLoop& turned) -> Task<ErrorCode> {
    Completion<ErrorCode> code;
    turned.dispatch([&] {
      try {
        static_cast<void>(sync_wait(operate(turned)));
        code.set_value(ErrorCode::internal);
      } catch (const Error& error) {
        code.set_value(error.code());
      }
    });
    co_return co_await code;
  };
  EXPECT_EQ(sync_wait(call(loop)), ErrorCode::invalid_state);
}

TEST(EventLoop, AnAbandonedLoanIsReturned) {
  EventLoop loop(EventLoop::Thread::own);
  std::optional<Endless> operation;
  const auto start = [](EventLoop& turned, std::optional<Endless>& left) -> Task<void> {
    left.emplace(turned);
    co_return;
  };
  sync_wait(start(loop, operation));
  operation->finish();
  while (!operation->done().await_ready()) std::this_thread::yield();
  EXPECT_NE(operation->done().await_resume(), std::this_thread::get_id());
}

TEST(EventLoop, StopsWhileItIsLent) {
  for (int round = 0; round < 200; ++round) {
    auto loop = std::make_unique<EventLoop>(EventLoop::Thread::own);
    std::latch begun(1);
    std::optional<Endless> operation;
    std::jthread borrower([&] {
      const auto wait = [](EventLoop& turned, std::optional<Endless>& own, std::latch& ready) -> Task<void> {
        own.emplace(turned);
        ready.count_down();
        co_await own->done();
      };
      sync_wait(wait(*loop, operation, begun));
    });
    begun.wait();
    operation->finish();
    loop->stop();
    loop.reset();
  }
}

TEST(EventLoop, ManyCallersAndPostersAtOnce) {
  EventLoop loop(EventLoop::Thread::own);
  std::atomic<int> done = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 6; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 100; ++i) {
          static_cast<void>(sync_wait(operate(loop)));
          const auto pair = [](EventLoop& turned) -> Task<void> {
            std::vector<Task<std::thread::id>> both;
            both.push_back(operate(turned));
            both.push_back(operate(turned));
            static_cast<void>(co_await when_all(std::move(both)));
          };
          sync_wait(pair(loop));
          loop.post([&] { ++done; });
          loop.post_to_own_thread([&] { ++done; });
          ++done;
        }
      });
    }
  }
  loop.stop();
  EXPECT_EQ(done, 1800);
}

}  // namespace
}  // namespace baton
