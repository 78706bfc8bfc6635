#pragma once

#include <memory>
#include <string>

#include <baton/cache/redis_cache.hpp>

#include "cache/cache_fixture.hpp"
#include "redis/redis_test_server.hpp"

namespace baton::testing {

/// A real Redis server for each test. Without one on the machine the tests are skipped.
class RedisTest : public CacheTest, protected test::RedisTestServer {
 protected:
  void SetUp() override {
    if (!installed()) GTEST_SKIP() << "no redis-server: scripts/packages test";
    ASSERT_TRUE(start());
  }

  /// Patient, because a busy machine is no outage.
  [[nodiscard]] std::shared_ptr<CacheStore> open(RedisCacheOptions options = {}) const {
    if (options.url == RedisCacheOptions().url) options.url = url();
    if (options.timeout == RedisCacheOptions().timeout) options.timeout = std::chrono::seconds(30);
    return redis_cache(std::move(options));
  }
  std::optional<std::string> get(CacheStore& store, const std::string& key) {
    return sync_wait(store.get(key, context()), context());
  }
  void put(CacheStore& store, const std::string& key, std::string value,
           std::chrono::milliseconds time_to_live = std::chrono::minutes(1)) {
    sync_wait(store.put(key, std::move(value), time_to_live, context()), context());
  }
};

}  // namespace baton::testing
