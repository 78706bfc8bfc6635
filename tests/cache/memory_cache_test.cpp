#include <baton/cache/memory_cache.hpp>

#include <thread>

#include "cache/cache_fixture.hpp"

namespace baton {
namespace {

using std::chrono::seconds;

class MemoryCacheTest : public ::testing::Test {
 protected:
  std::optional<std::string> get(const std::string& key) { return sync_wait(store_->get(key, {})); }
  void put(const std::string& key, std::string value, seconds time_to_live = seconds(60)) {
    sync_wait(store_->put(key, std::move(value), time_to_live, {}));
  }

  int now_ = 0;
  std::shared_ptr<CacheStore> store_ = memory_cache({.max_bytes = 8 << 10, .now = [this] {
    return std::chrono::system_clock::time_point(seconds(now_));
  }});
};

TEST_F(MemoryCacheTest, GivesWhatWasPut) {
  EXPECT_EQ(get("a"), std::nullopt);
  put("a", std::string("x\0y", 3));
  EXPECT_EQ(get("a"), std::string("x\0y", 3));
  put("a", "z");
  EXPECT_EQ(get("a"), "z");
  sync_wait(store_->erase("a", {}));
  EXPECT_EQ(get("a"), std::nullopt);
  sync_wait(store_->erase("a", {}));
}

TEST_F(MemoryCacheTest, ForgetsWhenTheTimeHasPassed) {
  put("a", "x", seconds(10));
  now_ = 9;
  EXPECT_EQ(get("a"), "x");
  now_ = 10;
  EXPECT_EQ(get("a"), std::nullopt);
}

TEST_F(MemoryCacheTest, DropsWhatWasUsedLongestAgo) {
  for (const char* key : {"a", "b", "c", "d"}) put(key, std::string(1500, 'x'));
  EXPECT_TRUE(get("a"));
  put("e", std::string(1500, 'x'));
  EXPECT_TRUE(get("a"));
  EXPECT_FALSE(get("b"));
  EXPECT_TRUE(get("e"));
}

TEST_F(MemoryCacheTest, ALargeValueDoesNotPushOutTheOthers) {
  put("a", "x");
  put("b", std::string(3000, 'x'));
  EXPECT_FALSE(get("b"));
  EXPECT_TRUE(get("a"));
  put("a", std::string(3000, 'x'));
  EXPECT_FALSE(get("a")) << "nor is the old value still there";
}

TEST_F(MemoryCacheTest, IsUsedByManyThreads) {
  std::vector<std::thread> users;
  std::atomic<int> wrong{0};
  for (int i = 0; i < 4; ++i) {
    users.emplace_back([this, &wrong, i] {
      for (int n = 0; n < 2'000; ++n) {
        const std::string key = std::to_string(n * (i + 1) % 50);
        put(key, key + std::string(300, 'x'));
        if (const auto value = get(key); value && !value->starts_with(key)) ++wrong;
        if (n % 7 == 0) sync_wait(store_->erase(key, {}));
      }
    });
  }
  for (auto& user : users) user.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace baton
