#include "route/breaker.hpp"

#include <gtest/gtest.h>

namespace baton::detail {
namespace {

using namespace std::chrono_literals;
using Admission = Breaker::Admission;

class BreakerTest : public ::testing::Test {
 protected:
  void fail(int times, FailureClass failure = FailureClass::overload) {
    for (int i = 0; i < times; ++i) breaker_.failed(Admission::normal, failure, std::nullopt, now_);
  }
  void succeed(int times) {
    for (int i = 0; i < times; ++i) breaker_.succeeded(Admission::normal, now_);
  }
  [[nodiscard]] BreakerState state() const { return breaker_.state(now_); }

  Breaker breaker_{BreakerOptions{}};
  Breaker::Clock::time_point now_ = Breaker::Clock::time_point{} + 1'000'000s;
};

TEST_F(BreakerTest, OpensAfterFiveFailuresInARow) {
  fail(4);
  EXPECT_EQ(state(), BreakerState::closed);
  EXPECT_EQ(breaker_.admit(now_), Admission::normal);
  fail(1);
  EXPECT_EQ(state(), BreakerState::open);
  EXPECT_EQ(breaker_.admit(now_), Admission::refused);
  EXPECT_GE(breaker_.back(now_), now_ + 5s);
}

TEST_F(BreakerTest, OpensWhenHalfOfManyFail) {
  for (int i = 0; i < 4; ++i) {
    succeed(1);
    fail(1);
  }
  EXPECT_EQ(state(), BreakerState::closed);  // eight calls are too few to tell
  succeed(1);
  fail(1);
  EXPECT_EQ(state(), BreakerState::open);
}

TEST_F(BreakerTest, ForgetsWhatIsLongerAgoThanTheWindow) {
  for (int i = 0; i < 4; ++i) {
    succeed(1);
    fail(1);
  }
  now_ += 31s;
  succeed(1);
  fail(1);
  EXPECT_EQ(state(), BreakerState::closed);
}

TEST_F(BreakerTest, LetsOneCallTryWhetherItIsBack) {
  fail(5);
  now_ = breaker_.back(now_);
  EXPECT_EQ(state(), BreakerState::half_open);
  EXPECT_EQ(breaker_.admit(now_), Admission::probe);
  EXPECT_EQ(breaker_.admit(now_), Admission::refused);
  breaker_.abandoned(Admission::probe);
  EXPECT_EQ(breaker_.admit(now_), Admission::probe);
  breaker_.succeeded(Admission::probe, now_);
  EXPECT_EQ(state(), BreakerState::closed);
  EXPECT_EQ(breaker_.admit(now_), Admission::normal);
}

TEST_F(BreakerTest, RestsLongerEachTimeTheTryFailsUpToAMinute) {
  fail(5);
  Breaker::Clock::duration last{};
  for (int i = 0; i < 8; ++i) {
    const auto rest = breaker_.back(now_) - now_;
    EXPECT_LE(rest, 75s);  // a minute, and up to a quarter of it by chance
    if (i < 3) {
      EXPECT_GT(rest, last);
    }
    last = rest;
    now_ = breaker_.back(now_);
    ASSERT_EQ(breaker_.admit(now_), Admission::probe);
    breaker_.failed(Admission::probe, FailureClass::overload, std::nullopt, now_);
    EXPECT_EQ(state(), BreakerState::open);
  }
  EXPECT_GE(last, 60s);
}

TEST_F(BreakerTest, ALimitIsNoFailureButARest) {
  breaker_.failed(Admission::normal, FailureClass::rate_limit, 7s, now_);
  EXPECT_EQ(state(), BreakerState::resting);
  EXPECT_TRUE(breaker_.only_resting(now_));
  EXPECT_EQ(breaker_.back(now_), now_ + 7s);
  now_ += 7s;
  EXPECT_EQ(state(), BreakerState::closed);
  fail(50, FailureClass::rate_limit);
  now_ += 2s;
  EXPECT_EQ(state(), BreakerState::closed);
  breaker_.failed(Admission::normal, FailureClass::rate_limit, 8'760h, now_);
  EXPECT_EQ(breaker_.back(now_), now_ + 1h);
}

TEST_F(BreakerTest, AWrongKeyOpensAtOnceAndForLong) {
  fail(1, FailureClass::access);
  EXPECT_EQ(state(), BreakerState::open);
  EXPECT_GE(breaker_.back(now_), now_ + 10min);
}

TEST_F(BreakerTest, WhatIsWrongWithTheRequestCountsForTheDeployment) {
  fail(4);
  fail(1, FailureClass::context_too_long);
  fail(4);
  EXPECT_EQ(state(), BreakerState::closed);
}

TEST_F(BreakerTest, CallsThatBeganBeforeItOpenedDoNotMakeTheRestLonger) {
  fail(5);
  const auto back = breaker_.back(now_);
  fail(20);
  EXPECT_EQ(breaker_.back(now_), back);
}

}  // namespace
}  // namespace baton::detail
