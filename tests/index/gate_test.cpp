#include "index/gate.hpp"

#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

#include "index/support.hpp"

namespace baton {
namespace {

using testing::code_of;

TEST(Gate, LetsOneInAtATime) {
  Gate gate;
  int inside = 0;
  int most = 0;
  int entered = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (int turn = 0; turn < 500; ++turn) {
          const auto pass = gate.pass({});
          most = std::max(most, ++inside);
          ++entered;
          --inside;
        }
      });
    }
  }
  EXPECT_EQ(most, 1);
  EXPECT_EQ(entered, 2'000);
}

TEST(Gate, TheWaitEndsWithTheContext) {
  Gate gate;
  {
    const auto pass = gate.pass({});
    const Context late = Context().with_timeout(std::chrono::milliseconds(30));
    EXPECT_EQ(code_of([&] { static_cast<void>(gate.pass(late)); }), ErrorCode::deadline_exceeded);
  }
  static_cast<void>(gate.pass({}));
}

}  // namespace
}  // namespace baton
