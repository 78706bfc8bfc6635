#include "provider/retry_after.hpp"

#include <gtest/gtest.h>

namespace baton::test {
namespace {

using namespace std::chrono_literals;
using detail::parse_delay;

const auto now = std::chrono::system_clock::time_point(1'700'000'000s);

auto delay_of(std::vector<HttpHeader> headers) {
  HttpHead head;
  head.status = 429;
  head.headers = std::move(headers);
  return detail::retry_delay(head, now);
}

TEST(RetryAfter, DelaysAsVendorsWriteThem) {
  EXPECT_EQ(parse_delay("7"), 7000ms);
  EXPECT_EQ(parse_delay("1.5"), 1500ms);
  EXPECT_EQ(parse_delay("6m0s"), 360s);
  EXPECT_EQ(parse_delay("1s"), 1000ms);
  EXPECT_EQ(parse_delay("20ms"), 20ms);
  EXPECT_EQ(parse_delay("1h2m3.5s"), 3723500ms);
  EXPECT_EQ(parse_delay("0"), 0ms);
  for (const char* garbage : {"", "soon", "-1", "-1s", "1x", "1s2", "s", "nan", "inf", "1e3", "99999999", "1d1s1"}) {
    EXPECT_EQ(parse_delay(garbage), std::nullopt) << garbage;
  }
}

// The example of RFC 9110, section 5.6.7.
TEST(RetryAfter, HttpDates) {
  EXPECT_EQ(detail::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), std::chrono::sys_seconds(784111777s));
  for (const char* garbage : {"", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
                              "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET"}) {
    EXPECT_EQ(detail::parse_http_date(garbage), std::nullopt) << garbage;
  }
}

TEST(RetryAfter, ADateCountsFromTheServersClock) {
  EXPECT_EQ(delay_of({{"Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"}, {"Date", "Sun, 06 Nov 1994 08:49:07 GMT"}}), 30s);
  EXPECT_EQ(delay_of({{"Retry-After", "Tue, 14 Nov 2023 22:13:30 GMT"}}), 10s);  // against now
  EXPECT_EQ(delay_of({{"Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"}}), std::nullopt);
}

TEST(RetryAfter, MillisecondsComeFirst) {
  EXPECT_EQ(delay_of({{"retry-after-ms", "250"}, {"retry-after", "1"}}), 250ms);
  EXPECT_EQ(delay_of({{"retry-after-ms", "soon"}, {"retry-after", "1"}}), 1s);
  EXPECT_EQ(delay_of({{"retry-after-ms", "-4"}}), std::nullopt);
}

TEST(RetryAfter, RateLimitResetsOfWhatIsExhausted) {
  EXPECT_EQ(delay_of({{"x-ratelimit-reset-requests", "1s"}, {"x-ratelimit-remaining-requests", "0"},
                      {"x-ratelimit-reset-tokens", "6m0s"}, {"x-ratelimit-remaining-tokens", "149984"}}), 1s);
  EXPECT_EQ(delay_of({{"x-ratelimit-reset-requests", "1s"}, {"x-ratelimit-reset-tokens", "6m0s"}}), 360s);
  EXPECT_EQ(delay_of({{"x-ratelimit-reset", "1700000005"}}), 5s);
  EXPECT_EQ(delay_of({{"x-ratelimit-reset", "1700000005500"}}), 5500ms);
  EXPECT_EQ(delay_of({{"x-ratelimit-reset", "1600000000"}}), std::nullopt);
  EXPECT_EQ(delay_of({}), std::nullopt);
}

}  // namespace
}  // namespace baton::test
