#include "cache/redis/redis_fixture.hpp"

namespace baton {
namespace {

using testing::ask;
using testing::code_of;
using testing::eventually;

using RedisCacheTest = testing::RedisTest;

TEST_F(RedisCacheTest, GivesWhatWasPut) {
  const auto store = open();
  EXPECT_TRUE(store->shared());
  EXPECT_EQ(get(*store, "a"), std::nullopt);
  put(*store, "a", std::string("x\0\r\ny", 5));
  EXPECT_EQ(get(*store, "a"), std::string("x\0\r\ny", 5));
  EXPECT_EQ(get(*open(), "a"), std::string("x\0\r\ny", 5));
  EXPECT_EQ(get(*open({.prefix = "other:"}), "a"), std::nullopt);
  EXPECT_EQ(get(*open({.url = url() + "/1"}), "a"), std::nullopt);
  EXPECT_EQ(get(*open({.url = "unix://" + socket()}), "a"), std::string("x\0\r\ny", 5));
  sync_wait(store->erase("a", context()), context());
  EXPECT_EQ(get(*store, "a"), std::nullopt);
}

TEST_F(RedisCacheTest, ForgetsWhenTheTimeHasPassed) {
  const auto store = open();
  put(*store, "a", "x", std::chrono::milliseconds(20));
  put(*store, "b", "x");
  eventually([&] { return !get(*store, "a"); });
  EXPECT_TRUE(get(*store, "b"));
}

TEST_F(RedisCacheTest, ValuesAreBounded) {
  put(*open(), "a", std::string(2'000, 'x'));
  const auto narrow = open({.max_value_bytes = 1'000});
  EXPECT_EQ(get(*narrow, "a"), std::nullopt);
  put(*narrow, "b", std::string(1'001, 'x'));
  EXPECT_EQ(get(*open(), "b"), std::nullopt);
  put(*narrow, "c", std::string(1'000, 'x'));
  EXPECT_EQ(get(*narrow, "c"), std::string(1'000, 'x'));
}

TEST_F(RedisCacheTest, ProcessesShareAnswersOfTheirTenant) {
  const auto process = [&](const char* tenant) { return cached(Model(model_), open(), {.tenant = tenant}); };
  EXPECT_FALSE(complete(process("acme"), ask("a")).from_cache);
  EXPECT_TRUE(complete(process("acme"), ask("a")).from_cache);
  EXPECT_EQ(stream(process("acme"), ask("a")).pieces, "answer 1 to a|");
  EXPECT_FALSE(complete(process("globex"), ask("a")).from_cache);
  EXPECT_EQ(code_of([&] { static_cast<void>(complete(process(""), ask("a"))); }), ErrorCode::invalid_argument);
  EXPECT_EQ(model_->calls, 2);
}

TEST_F(RedisCacheTest, ManyThreadsUseIt) {
  const auto store = open({.idle_connections = 2});
  std::vector<std::thread> users;
  std::atomic<int> wrong{0};
  for (int i = 0; i < 6; ++i) {
    users.emplace_back([&, i] {
      for (int n = 0; n < 100; ++n) {
        const std::string key = std::to_string((n + i) % 20);
        put(*store, key, key + std::string(200, 'x'));
        const auto value = get(*store, key);
        if (!value || !value->starts_with(key)) ++wrong;
      }
    });
  }
  for (auto& user : users) user.join();
  EXPECT_EQ(wrong, 0);
}

TEST_F(RedisCacheTest, APasswordIsAskedForAndNeverShown) {
  kill();
  ASSERT_TRUE(start({"--requirepass", "hunter2"}));
  const auto right = open({.password = Secret("hunter2")});
  put(*right, "a", "x");
  EXPECT_EQ(get(*right, "a"), "x");
  EXPECT_EQ(get(*open({.username = "default", .password = Secret("hunter2")}), "a"), "x");
  const auto wrong = open({.password = Secret("hunter3")});
  try {
    static_cast<void>(get(*wrong, "a"));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::permission_denied);
    EXPECT_EQ(std::string(error.what()).find("hunter"), std::string::npos);
  }
  EXPECT_EQ(code_of([&] { static_cast<void>(get(*open(), "a")); }), ErrorCode::permission_denied);
}

TEST_F(RedisCacheTest, AKeyOfAnotherKindIsAMissAndNothingElseFails) {
  const auto store = open();
  const Model chat = cached(Model(model_), store, {.tenant = "acme"});
  static_cast<void>(complete(chat, ask("a")));
  const std::string change = "redis-cli -p " + std::to_string(port_) +
                             " eval \"for _, k in ipairs(redis.call('keys', '*')) do redis.call('del', k) "
                             "redis.call('lpush', k, 'x') end\" 0 >/dev/null";
  ASSERT_EQ(std::system(change.c_str()), 0);  // NOLINT: a command of our own
  EXPECT_FALSE(complete(chat, ask("a")).from_cache);
  EXPECT_TRUE(complete(chat, ask("a")).from_cache) << "the new answer took its place";
}

TEST(RedisCacheOptionsTest, AreChecked) {
  EXPECT_EQ(code_of([] { static_cast<void>(redis_cache({.url = "cache"})); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([] { static_cast<void>(redis_cache({.timeout = std::chrono::milliseconds(0)})); }),
            ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton
