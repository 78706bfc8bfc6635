#include <atomic>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/sync_wait.hpp>
#include <baton/core/when_all.hpp>
#include <baton/route/router.hpp>

#include "route/fakes.hpp"

// Many threads at once: what ThreadSanitizer is to see.

namespace baton::test {
namespace {

using namespace std::chrono_literals;

TEST(RouterUnderLoad, APolicyReplacedMeanwhileLosesNoCall) {
  RouterOptions options;
  for (const char* name : {"a", "b", "c"}) options.deployments.push_back(deployed(fake(name, always({.wait = 1ms}))));
  const auto router = make_router(std::move(options));
  std::atomic<bool> over{false};
  std::jthread operating([&] {
    const Policy policies[] = {least_busy({"a", "b", "c"}), weighted({{"a", 1}, {"b", 5}}), "c",
                               fastest({"a", "b", "c"}), fallback({"b", "a"})};
    for (std::size_t i = 0; !over; ++i) {
      router->replace(policies[i % std::size(policies)]);
      (void)router->state();
      std::this_thread::sleep_for(100us);
    }
  });
  std::atomic<int> answered{0};
  std::vector<std::jthread> callers;
  for (int thread = 0; thread < 4; ++thread) {
    callers.emplace_back([&] {
      for (int round = 0; round < 5; ++round) {
        std::vector<Task<ChatResponse>> calls;
        for (int i = 0; i < 50; ++i) calls.push_back(router->complete(hello(), {}));
        answered += static_cast<int>(sync_wait(when_all(std::move(calls))).size());
      }
    });
  }
  callers.clear();
  over = true;
  EXPECT_EQ(answered, 1'000);
  const RouterState state = router->state();
  EXPECT_EQ(state.calls, 1'000);
  EXPECT_EQ(state.failed, 0);
  for (const auto& each : state.deployments) EXPECT_EQ(each.in_flight, 0U) << each.name;
}

TEST(RouterUnderLoad, AFleetWithADeadALimitedAndALyingOneAnswersEveryCall) {
  RouterOptions options;
  options.retry = {.attempts = 5, .base = 1ms, .cap = 4ms};
  options.deployments = {
      deployed(fake("good", always({.wait = 1ms}))),
      deployed(fake("dead", failing(ErrorCode::connection_failed, true))),
      deployed(fake("slow", always({.wait = 20ms}))),
      deployed(fake("limits", always({.failure = Error(ErrorCode::rate_limited, "slow down").with_retry(true, 5ms)}))),
      deployed(fake("lies", always({.failure = Error(ErrorCode::overloaded, "in the stream").with_retry(true),
                                    .deliver_first = true}))),
  };
  options.policy = fastest({"good", "dead", "slow", "limits", "lies"});
  const auto router = make_router(std::move(options));
  std::vector<std::jthread> callers;
  std::atomic<int> answered{0};
  for (int thread = 0; thread < 4; ++thread) {
    callers.emplace_back([&] {
      std::vector<Task<ChatResponse>> calls;
      for (int i = 0; i < 100; ++i) calls.push_back(router->complete(hello(), {}));
      answered += static_cast<int>(sync_wait(when_all(std::move(calls))).size());
    });
  }
  callers.clear();
  EXPECT_EQ(answered, 400);
  EXPECT_EQ(router->state().failed, 0);
  EXPECT_EQ(router->state().deployments[1].breaker, BreakerState::open);
}

TEST(RouterUnderLoad, CancelledCallsLeaveNothingBehind) {
  RouterOptions options;
  options.deployments = {deployed(fake("a", always({.wait = 60s}))), deployed(fake("b", always({.wait = 60s})))};
  options.deployments[0].limits.concurrency = 5;
  options.deployments[1].limits.concurrency = 5;
  const auto router = make_router(std::move(options));
  std::vector<std::jthread> callers;
  for (int thread = 0; thread < 8; ++thread) {
    callers.emplace_back([&, thread] {
      std::stop_source stop;
      std::jthread stopping([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(1 + thread));
        stop.request_stop();
      });
      EXPECT_THROW((void)sync_wait(router->complete(hello(), Context{}.with_stop(stop.get_token()))), Error);
    });
  }
  callers.clear();
  for (const auto& each : router->state().deployments) {
    EXPECT_EQ(each.in_flight, 0U);
    EXPECT_EQ(each.waiting, 0U);
    EXPECT_EQ(each.failed, 0);
  }
}

}  // namespace
}  // namespace baton::test
