#include <baton/route/redis_limits.hpp>

#include <thread>

#include <gtest/gtest.h>

#include <baton/core/runtime.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/observe/memory_tracer.hpp>
#include <baton/route/router.hpp>

#include "redis/redis_test_server.hpp"
#include "route/fakes.hpp"

namespace baton {
namespace {

using namespace std::chrono_literals;

class RedisLimitsTest : public ::testing::Test, protected test::RedisTestServer {
 protected:
  void SetUp() override {
    if (!installed()) GTEST_SKIP() << "no redis-server: scripts/packages test";
    ASSERT_TRUE(start());
  }
  [[nodiscard]] std::shared_ptr<SharedLimits> open(RedisLimitsOptions options = {}) const {
    if (options.url == RedisLimitsOptions().url) options.url = url();
    if (options.timeout == RedisLimitsOptions().timeout) options.timeout = 30s;
    return redis_limits(std::move(options));
  }
  static LimitAnswer acquire(SharedLimits& limits, const DeploymentLimits& of, std::int64_t tokens = 0,
                             const std::string& key = "eu") {
    return sync_wait(limits.acquire(key, of, tokens, {}));
  }
  static void release(SharedLimits& limits, const LimitAnswer& answer, std::int64_t used = 0) {
    sync_wait(limits.release(*answer.lease, used, {}));
  }
};

TEST_F(RedisLimitsTest, PlacesAreSharedAndGivenBack) {
  const auto a = open();
  const auto b = open();
  const DeploymentLimits two{.concurrency = 2};
  const auto first = acquire(*a, two);
  const auto second = acquire(*b, two);
  ASSERT_TRUE(first.lease && second.lease);
  const auto third = acquire(*b, two);
  EXPECT_FALSE(third.lease);
  EXPECT_GT(third.wait, 0ms);
  EXPECT_TRUE(acquire(*b, two, 0, "us").lease) << "another deployment";
  EXPECT_TRUE(acquire(*open({.prefix = "other:"}), two).lease) << "another fleet";
  release(*a, first);
  EXPECT_TRUE(acquire(*b, two).lease);
}

TEST_F(RedisLimitsTest, TenSecondsWorthOfRequestsGoAtOnce) {
  const auto a = open();
  const auto b = open();
  const DeploymentLimits limits{.requests_per_minute = 60};
  int at_once = 0;
  while (acquire(at_once % 2 == 0 ? *a : *b, limits).lease) ++at_once;
  EXPECT_GE(at_once, 10);
  EXPECT_LE(acquire(*a, limits).wait, 1s);
}

TEST_F(RedisLimitsTest, TokensAreCorrectedWhenTheCallHasEnded) {
  const auto a = open();
  const DeploymentLimits limits{.tokens_per_minute = 6'000};
  const auto large = acquire(*a, limits, 1'000);
  ASSERT_TRUE(large.lease);
  const auto refused = acquire(*open(), limits, 1'000);
  ASSERT_FALSE(refused.lease);
  EXPECT_GT(refused.wait, 1s) << "a thousand tokens are ten seconds";
  release(*a, large, 0);
  EXPECT_TRUE(acquire(*open(), limits, 1'000).lease);
  const auto small = acquire(*a, limits, 0);
  ASSERT_TRUE(small.lease);
  release(*a, small, 2'000);
  EXPECT_GT(acquire(*open(), limits, 1).wait, 15s) << "what was more than estimated is paid off";
}

TEST_F(RedisLimitsTest, ACallLargerThanABurstGoesWhenTheBucketIsFull) {
  const auto a = open();
  EXPECT_TRUE(acquire(*a, {.tokens_per_minute = 600}, 5'000).lease);
  EXPECT_FALSE(acquire(*a, {.tokens_per_minute = 600}, 1).lease);
}

TEST_F(RedisLimitsTest, APlaceIsKeptAsLongAsTheCallLasts) {
  const auto a = open({.lease = 1500ms});
  const DeploymentLimits one{.concurrency = 1};
  const auto held = acquire(*a, one);
  ASSERT_TRUE(held.lease);
  const auto until = std::chrono::steady_clock::now() + 4s;
  while (std::chrono::steady_clock::now() < until) {
    ASSERT_FALSE(acquire(*open({.lease = 1500ms}), one).lease);
    std::this_thread::sleep_for(20ms);
  }
  release(*a, held);
  EXPECT_TRUE(acquire(*a, one).lease);
}

TEST_F(RedisLimitsTest, NamesAreNotTrusted) {
  const std::string name("e}u\0' {\r\n", 9);
  const DeploymentLimits one{.concurrency = 1};
  const auto a = open();
  const auto held = acquire(*a, one, 0, name);
  EXPECT_TRUE(held.lease);
  EXPECT_FALSE(acquire(*a, one, 0, name).lease);
  release(*a, held);
  EXPECT_TRUE(acquire(*a, one, 0, name).lease);
}

std::shared_ptr<Router> fleet(std::shared_ptr<SharedLimits> limits, const test::Fake& model, DeploymentLimits of) {
  auto deployment = test::deployed(model);
  deployment.limits = of;
  return make_router({.deployments = {deployment}, .shared_limits = std::move(limits)});
}

TEST_F(RedisLimitsTest, ACallAtTheLimitGoesToTheNextDeployment) {
  const auto busy = test::fake("busy", test::always({}));
  const auto free = test::fake("free", test::always({}));
  auto first = test::deployed(busy);
  first.limits = {.concurrency = 1};
  const auto router = make_router({.deployments = {first, test::deployed(free)}, .shared_limits = open()});
  const auto other = open();
  const auto held = acquire(*other, first.limits, 0, first.name);
  ASSERT_TRUE(held.lease);
  EXPECT_EQ(sync_wait(Model(router).complete(test::hello(), {})).model, "free");
  release(*other, held);
  EXPECT_EQ(sync_wait(Model(router).complete(test::hello(), {})).model, "busy");
}

TEST_F(RedisLimitsTest, WhoGivesUpWaitingLeavesNoTrace) {
  const auto model = test::fake("a", test::always({}));
  const auto router = fleet(open(), model, {.concurrency = 1});
  const auto other = open();
  const auto held = acquire(*other, {.concurrency = 1}, 0, "a");
  ASSERT_TRUE(held.lease);
  try {
    (void)sync_wait(Model(router).complete(test::hello(), Context{}.with_timeout(50ms)));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::deadline_exceeded);
  }
  EXPECT_EQ(router->state().deployments[0].in_flight, 0U);
  release(*other, held);
  EXPECT_EQ(sync_wait(Model(router).complete(test::hello(), {})).model, "a");
}

TEST_F(RedisLimitsTest, AServerThatIsAwayIsAWarningAndTheLimitsHoldAlone) {
  kill();
  const auto model = test::fake("a", test::always({}));
  const auto router = fleet(open(), model, {.requests_per_minute = 60});
  const auto tracer = std::make_shared<MemoryTracer>();
  for (int i = 0; i < 10; ++i) (void)sync_wait(Model(router).complete(test::hello(), Context{}.with_tracer(tracer)));
  bool warned = false;
  for (const auto& span : tracer->spans()) warned = warned || span.find("baton.route.warning") != nullptr;
  EXPECT_TRUE(warned);
  try {
    (void)sync_wait(Model(router).complete(test::hello(), Context{}.with_timeout(100ms)));
    FAIL() << "an eleventh within ten seconds";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::deadline_exceeded);
  }
}

TEST_F(RedisLimitsTest, AServerThatDiesDuringACallDoesNotFailIt) {
  const auto model = test::fake("a", [this](int) {
    kill();
    return test::FakeTurn{};
  });
  const auto router = fleet(open(), model, {.concurrency = 1});
  EXPECT_EQ(sync_wait(Model(router).complete(test::hello(), {})).text(), "hello");
  EXPECT_EQ(sync_wait(Model(router).complete(test::hello(), {})).text(), "hello");
}

TEST(RedisLimitsOptionsTest, AreChecked) {
  EXPECT_THROW((void)redis_limits({.url = "limits"}), Error);
  EXPECT_THROW((void)redis_limits({.timeout = 0ms}), Error);
  EXPECT_THROW((void)redis_limits({.lease = 10ms}), Error);
}

}  // namespace
}  // namespace baton
