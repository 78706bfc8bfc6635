#include "index/turn_lock.hpp"

#include <atomic>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace baton {
namespace {

TEST(TurnLock, ManyOfOneSideGoInTogether) {
  TurnLock turns;
  {
    const auto search = turns.to_search();
    const auto another = turns.to_search();
  }
  const auto change = turns.to_change();
  const auto another = turns.to_change();
}

TEST(TurnLock, OneSideAtATime) {
  TurnLock turns;
  std::atomic<int> searching{0};
  std::atomic<int> changing{0};
  const auto search = [&] {
    for (int i = 0; i < 2000; ++i) {
      const auto turn = turns.to_search();
      ++searching;
      EXPECT_EQ(changing, 0);
      --searching;
    }
  };
  const auto change = [&] {
    for (int i = 0; i < 2000; ++i) {
      const auto turn = turns.to_change();
      ++changing;
      EXPECT_EQ(searching, 0);
      --changing;
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back(search);
    threads.emplace_back(change);
  }
  for (auto& thread : threads) thread.join();
}

TEST(TurnLock, NeitherSideIsStarved) {
  // Two searchers that never leave the lock free: a change comes through nevertheless, and the other way round.
  TurnLock turns;
  for (const bool change_waits : {true, false}) {
    std::atomic<bool> done{false};
    const auto occupy = [&] {
      while (!done) {
        const auto turn = change_waits ? turns.to_search() : turns.to_change();
        std::this_thread::yield();
      }
    };
    std::thread first(occupy);
    std::thread second(occupy);
    for (int i = 0; i < 100; ++i) {
      const auto turn = change_waits ? turns.to_change() : turns.to_search();
    }
    done = true;
    first.join();
    second.join();
  }
}

}  // namespace
}  // namespace baton
