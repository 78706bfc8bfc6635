#include "redis/backoff.hpp"

#include <gtest/gtest.h>

namespace baton {
namespace {

using std::chrono::milliseconds;

TEST(Backoffs, GrowWithEachFailureUpToABound) {
  Backoff backoff;
  Backoff::Time now{std::chrono::hours(1)};
  EXPECT_EQ(backoff.left(now), milliseconds(0));
  for (const int expected : {100, 200, 400, 800, 1600, 3200, 6400, 10'000, 10'000}) {
    backoff.failed(now);
    EXPECT_EQ(backoff.left(now), milliseconds(expected));
    now += milliseconds(expected);
    EXPECT_EQ(backoff.left(now), milliseconds(0));
  }
  backoff.succeeded();
  backoff.failed(now);
  EXPECT_EQ(backoff.left(now), milliseconds(100));
}

TEST(Backoffs, ManyFailuresAtOnceAreOne) {
  Backoff backoff;
  const Backoff::Time now{std::chrono::hours(1)};
  for (int i = 0; i < 50; ++i) backoff.failed(now + milliseconds(i));
  EXPECT_EQ(backoff.left(now), milliseconds(100));
}

}  // namespace
}  // namespace baton
