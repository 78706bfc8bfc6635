#include <atomic>
#include <barrier>
#include <chrono>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <baton/chain/batch.hpp>
#include <baton/chain/branch.hpp>
#include <baton/chain/explain.hpp>
#include <baton/chain/fallback.hpp>
#include <baton/chain/map.hpp>
#include <baton/chain/named.hpp>
#include <baton/chain/pipe.hpp>
#include <baton/chain/retry.hpp>
#include <baton/chain/timeout.hpp>
#include <baton/prompt/prompt.hpp>
#include <baton/provider/testing.hpp>

namespace baton {
namespace {

using namespace std::chrono_literals;

TEST(Branch, TakesTheFirstCaseThatFits) {
  auto chain = branch(when([](int n) { return n > 10; }, [](int) { return 1; }),
                      when([](int n) { return n > 5; }, [](int) { return 2; }),
                      otherwise([](int) { return 3; }));
  EXPECT_EQ(chain.invoke(20), 1);
  EXPECT_EQ(chain.invoke(7), 2);
  EXPECT_EQ(chain.invoke(1), 3);
}

TEST(Branch, WithoutAFittingCaseSaysSo) {
  auto chain = branch(when([](int n) { return n > 10; }, [](int) { return 1; }));
  const auto result = chain.try_invoke(1);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code(), ErrorCode::invalid_argument);
}

TEST(Map, KeepsTheOrderAndTheLimit) {
  std::atomic<int> running{0};
  std::atomic<int> most{0};
  auto chain = map([&](int n, const Context& context) -> Task<int> {
    most = std::max(most.load(), ++running);
    co_await context.runtime().sleep_for(1ms, context);
    --running;
    co_return n * n;
  }, {.concurrency = 3});
  std::vector<int> numbers;
  std::vector<int> squares;
  for (int i = 0; i < 50; ++i) {
    numbers.push_back(i);
    squares.push_back(i * i);
  }
  EXPECT_EQ(chain.invoke(numbers), squares);
  EXPECT_EQ(most, 3);
}

TEST(Batch, GivesEachInputItsOwnResult) {
  auto chain = step([](int n) {
    if (n == 2) throw Error(ErrorCode::io_error, "two");
    return n * 10;
  });
  const auto results = batch(chain, std::vector{1, 2, 3});
  ASSERT_EQ(results.size(), 3U);
  EXPECT_EQ(*results[0], 10);
  EXPECT_EQ(results[1].error().code(), ErrorCode::io_error);
  EXPECT_EQ(*results[2], 30);
}

TEST(Batch, PlainLambdasReallyRunAtTheSameTime) {
  std::barrier both(2);
  auto chain = step([&](int n) {
    both.arrive_and_wait();
    return n;
  });
  EXPECT_EQ(batch(chain, std::vector{1, 2}, {.concurrency = 2}).size(), 2U);
}

TEST(Batch, WhatWasNotStartedWhenItStoppedIsCancelled) {
  std::stop_source stop;
  auto chain = step([&](int n) -> Task<int> {
    stop.request_stop();
    co_return n;
  });
  const auto results =
      batch(chain, std::vector{1, 2, 3}, {.concurrency = 1}, Context{}.with_stop(stop.get_token()));
  EXPECT_EQ(*results[0], 1);
  EXPECT_EQ(results[1].error().code(), ErrorCode::cancelled);
  EXPECT_EQ(results[2].error().code(), ErrorCode::cancelled);
}

TEST(Retry, TriesAgainAfterARetryableError) {
  std::atomic<int> calls{0};
  auto chain = retry([&](int n) {
    if (++calls < 3) throw Error(ErrorCode::overloaded, "busy").with_retry(true);
    return n;
  }, {.attempts = 3, .base = 1ms});
  EXPECT_EQ(chain.invoke(7), 7);
  EXPECT_EQ(calls, 3);
}

TEST(Retry, DoesNotRepeatWhatCannotPass) {
  int calls = 0;
  auto chain = retry([&](int) -> int {
    ++calls;
    throw Error(ErrorCode::invalid_argument, "never");
  });
  EXPECT_FALSE(chain.try_invoke(1));
  EXPECT_EQ(calls, 1);
}

TEST(Retry, GivesUpWhenTheWaitWouldPassTheDeadline) {
  int calls = 0;
  auto chain = retry([&](int) -> int {
    ++calls;
    throw Error(ErrorCode::rate_limited, "wait").with_retry(true, 3600s);
  });
  const auto result = chain.try_invoke(1, Context{}.with_timeout(60s));
  EXPECT_EQ(result.error().code(), ErrorCode::rate_limited);
  EXPECT_EQ(calls, 1);
}

TEST(Fallback, TakesTheFirstThatSucceeds) {
  auto chain = fallback([](int) -> int { throw Error(ErrorCode::io_error, "first"); },
                        [](int n) { return n + 1; });
  EXPECT_EQ(chain.invoke(1), 2);
}

TEST(Fallback, WhenAllFailKeepsTheStory) {
  auto chain = fallback([](int) -> int { throw Error(ErrorCode::io_error, "first"); },
                        [](int) -> int { throw Error(ErrorCode::overloaded, "second"); });
  const auto result = chain.try_invoke(1);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message(), "second");
  ASSERT_NE(result.error().cause(), nullptr);
  EXPECT_EQ(result.error().cause()->message(), "first");
}

TEST(Fallback, DoesNotGoOnWhenCancelled) {
  std::stop_source stop;
  int second = 0;
  auto chain = fallback([&](int) -> int {
    stop.request_stop();
    throw Error(ErrorCode::cancelled, "stopped");
  }, [&](int n) { return second = n; });
  EXPECT_FALSE(chain.try_invoke(1, Context{}.with_stop(stop.get_token())));
  EXPECT_EQ(second, 0);
}

TEST(WithTimeout, EndsAStepThatWaitsTooLong) {
  auto chain = with_timeout([](int n, const Context& context) -> Task<int> {
    co_await context.runtime().sleep_for(1h, context);
    co_return n;
  }, 5ms);
  EXPECT_EQ(chain.try_invoke(1).error().code(), ErrorCode::deadline_exceeded);
}

TEST(Named, PutsItsNameIntoThePath) {
  auto chain = named("rag", named("answer", [](int) -> int { throw Error(ErrorCode::io_error, "x"); }));
  EXPECT_EQ(chain.try_invoke(1).error().path(), "rag/answer");
}

TEST(Named, PutsItsNameIntoThePathOfAStreamToo) {
  auto chain = named("numbers", [](int n) -> Stream<int> {
    co_yield n;
    throw Error(ErrorCode::io_error, "x");
  });
  auto stream = chain.stream(1);
  EXPECT_EQ(stream.next(), 1);
  const auto error = capture([&] { return stream.next(); }).error();
  EXPECT_EQ(error.path(), "numbers");
}

TEST(Pipe, HoldsAnyChainOfItsTypes) {
  Pipe<std::string, std::string> pipe = prompt<"<{x}>">;
  EXPECT_EQ(pipe.invoke("a"), "<a>");
  pipe = step([](std::string s) -> Task<std::string> { co_return s + s; });
  EXPECT_EQ(pipe.invoke("a"), "aa");
  auto longer = pipe | [](const std::string& s) { return s.size(); };
  EXPECT_EQ(longer.invoke("abc"), 6U);
}

TEST(Pipe, Streams) {
  const Pipe<std::string, std::string> pipe = prompt<"{x}"> | [](std::string s) -> Stream<std::string> {
    for (const char c : s) co_yield std::string(1, c);
  };
  std::string joined;
  int pieces = 0;
  for (const auto& piece : pipe.stream("abc")) {
    joined += piece;
    ++pieces;
  }
  EXPECT_EQ(joined, "abc");
  EXPECT_EQ(pieces, 3);
}

TEST(Explain, ShowsWhatTheModelWouldGet) {
  auto fake = std::make_shared<ScriptedModel>(std::vector<ScriptedReply>{});
  auto chain = prompt<"Tell me about {x}"> | Model(fake) | [](const ChatResponse& r) { return r.text(); };
  EXPECT_NE(explain(chain, "x"_a = "cats").find("Tell me about cats"), std::string::npos);
  EXPECT_TRUE(fake->requests().empty());
}

}  // namespace
}  // namespace baton
