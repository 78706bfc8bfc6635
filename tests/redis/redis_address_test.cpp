#include "redis/redis_address.hpp"

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

namespace baton {
namespace {

TEST(RedisAddresses, AreReadFromUrls) {
  EXPECT_EQ(parse_redis_url("redis://cache"), (RedisAddress{.host = "cache"}));
  EXPECT_EQ(parse_redis_url("redis://cache:7000"), (RedisAddress{.host = "cache", .port = 7000}));
  EXPECT_EQ(parse_redis_url("redis://cache/3"), (RedisAddress{.host = "cache", .database = 3}));
  EXPECT_EQ(parse_redis_url("redis://10.0.0.1:1/"), (RedisAddress{.host = "10.0.0.1", .port = 1}));
  EXPECT_EQ(parse_redis_url("redis://[::1]:7000/2"), (RedisAddress{.host = "::1", .port = 7000, .database = 2}));
  EXPECT_EQ(parse_redis_url("redis://[::1]"), (RedisAddress{.host = "::1"}));
  EXPECT_EQ(parse_redis_url("unix:///run/redis.sock"), (RedisAddress{.path = "/run/redis.sock"}));
}

TEST(RedisAddresses, AreRefusedWithoutRepeatingThem) {
  for (const char* url : {"", "cache:6379", "http://cache", "redis://", "redis://:6379", "redis://cache:x",
                          "redis://cache:70000", "redis://cache:-1", "redis://cache/db", "redis://cache/1/2",
                          "redis://[::1]x", "redis://user:hunter2@cache", "unix://run/redis.sock"}) {
    try {
      static_cast<void>(parse_redis_url(url));
      ADD_FAILURE() << url;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::invalid_argument) << url;
      EXPECT_EQ(error.message().find("hunter2"), std::string::npos);
    }
  }
}

TEST(RedisAddresses, TlsIsUnsupported) {
  try {
    static_cast<void>(parse_redis_url("rediss://cache"));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::unsupported);
  }
}

}  // namespace
}  // namespace baton
