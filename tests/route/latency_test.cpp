#include "route/latency.hpp"

#include <gtest/gtest.h>

namespace baton::detail {
namespace {

using namespace std::chrono_literals;

TEST(Latency, JumpsUpAndComesDownSlowly) {
  Latency latency;
  auto now = Latency::Clock::time_point{} + 1'000s;
  EXPECT_EQ(latency.now(now), 0);
  latency.measured(10, now);
  EXPECT_DOUBLE_EQ(latency.now(now), 10);
  latency.measured(500, now);
  EXPECT_DOUBLE_EQ(latency.now(now), 500);
  now += 1s;
  latency.measured(10, now);
  EXPECT_GT(latency.now(now), 400);
  for (int i = 0; i < 60; ++i) latency.measured(10, now += 1s);
  EXPECT_LT(latency.now(now), 15);
}

TEST(Latency, FadesWhileNothingIsMeasured) {
  Latency latency;
  const auto now = Latency::Clock::time_point{} + 1'000s;
  latency.measured(500, now);
  EXPECT_LT(latency.now(now + 5min), 5);
}

}  // namespace
}  // namespace baton::detail
