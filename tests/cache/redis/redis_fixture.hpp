#pragma once

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <baton/cache/redis_cache.hpp>

#include "cache/cache_fixture.hpp"
#include "counterparts/counterpart.hpp"
#include "support/temp_folder.hpp"

namespace baton::testing {

/// A real Redis server for each test. Without one on the machine the tests are skipped.
class RedisTest : public CacheTest {
 protected:
  void SetUp() override {
    // NOLINTNEXTLINE: no other thread runs yet
    if (std::system("redis-server --version >/dev/null 2>&1") != 0) {
      GTEST_SKIP() << "no redis-server: scripts/packages test";
    }
    start();
  }

  void start(std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"--port", "PORT", "--bind", "127.0.0.1", "--save", "",
                                          "--appendonly", "no", "--unixsocket", socket()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    server_ = std::make_unique<test::Counterpart>(folder_.path(), std::move(arguments), port_, "redis-server");
    ASSERT_TRUE(server_->ready());
  }
  /// The server is killed, not asked to end.
  void kill() { server_.reset(); }

  [[nodiscard]] std::string url() const { return "redis://127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] std::string socket() const { return (folder_ / "redis.sock").string(); }
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

  test::TempFolder folder_;
  int port_ = test::free_port();
  std::unique_ptr<test::Counterpart> server_;
};

}  // namespace baton::testing
