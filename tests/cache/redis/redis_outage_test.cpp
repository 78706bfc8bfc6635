#include <csignal>

#include "cache/redis/redis_fixture.hpp"

namespace baton {
namespace {

using testing::ask;
using testing::code_of;
using testing::eventually;

/// A server that goes away costs hits, and never a call.
class RedisOutage : public testing::RedisTest {
 protected:
  [[nodiscard]] Model chat(const std::shared_ptr<CacheStore>& store) {
    return cached(Model(model_), store, {.tenant = "acme"});
  }
  [[nodiscard]] Model chat() { return chat(open()); }
  [[nodiscard]] bool hit(const Model& model, const std::string& question) {
    return complete(model, ask(question)).from_cache;
  }
};

TEST_F(RedisOutage, AServerThatWasNeverThereIsAMissAndAWarning) {
  kill();
  const auto tracer = std::make_shared<MemoryTracer>();
  const Model model = chat();
  EXPECT_EQ(complete(model, ask("a"), context().with_tracer(tracer)).text(), "answer 1 to a");
  EXPECT_FALSE(hit(model, "a"));
  const auto spans = tracer->spans();
  ASSERT_FALSE(spans.empty());
  ASSERT_NE(spans[0].find("baton.cache.warning"), nullptr);
  EXPECT_NE(std::get<std::string>(*spans[0].find("baton.cache.warning")).find("Redis at 127.0.0.1"), std::string::npos);
}

TEST_F(RedisOutage, KilledMidRunNoCallFailsAndItsReturnIsNoticed) {
  const Model model = chat();
  std::atomic<bool> done{false};
  std::atomic<int> hits{0};
  std::atomic<int> answers{0};
  std::atomic<int> failures{0};
  std::vector<std::thread> users;
  for (int i = 0; i < 4; ++i) {
    users.emplace_back([&, i] {
      for (int n = 0; !done; ++n) {
        const std::string question = "q" + std::to_string((n + i) % 5);
        try {
          const ChatResponse response = complete(model, ask(question));
          if (response.from_cache) ++hits;
          if (response.text().ends_with(" to " + question)) ++answers;
        } catch (const std::exception&) {
          ++failures;
        }
      }
    });
  }
  eventually([&] { return hits > 100; });
  kill();
  const int calls = model_->calls;
  const int until = answers + 100;
  eventually([&] { return answers > until && model_->calls > calls; });
  ASSERT_TRUE(start());
  hits = 0;
  eventually([&] { return hits > 100; });
  done = true;
  for (auto& user : users) user.join();
  EXPECT_EQ(failures, 0);
}

TEST_F(RedisOutage, ARestartCostsNothing) {
  const auto store = open();
  put(*store, "a", "x");
  kill();
  ASSERT_TRUE(start());
  EXPECT_EQ(get(*store, "a"), std::nullopt) << "the old connection is dead, a new one is made";
  put(*store, "a", "y");
  EXPECT_EQ(get(*store, "a"), "y");
}

TEST_F(RedisOutage, AClosedSocketDoesNotEndTheProcess) {
  const auto store = open({.url = "unix://" + socket()});
  put(*store, "a", "x");
  kill();
  EXPECT_EQ(code_of([&] { put(*store, "a", "y"); }), ErrorCode::connection_failed);
}

TEST_F(RedisOutage, AServerThatHangsIsLeftAlone) {
  const Model model = chat(open({.timeout = std::chrono::milliseconds(50)}));
  eventually([&] { return hit(model, "a"); });
  ASSERT_EQ(::kill(server_->process(), SIGSTOP), 0);
  const int calls = model_->calls;
  for (int i = 0; i < 200; ++i) EXPECT_FALSE(hit(model, "b" + std::to_string(i)));
  EXPECT_EQ(model_->calls, calls + 200);
  ASSERT_EQ(::kill(server_->process(), SIGCONT), 0);
  eventually([&] { return hit(model, "a"); });
}

TEST_F(RedisOutage, ItIsNotAskedWhileItIsLeftAlone) {
  const auto store = open();
  kill();
  EXPECT_EQ(code_of([&] { static_cast<void>(get(*store, "a")); }), ErrorCode::connection_failed);
  try {
    put(*store, "a", "x");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::connection_failed);
    EXPECT_TRUE(error.retryable());
  }
}

TEST_F(RedisOutage, AServerOfAnotherKindIsAMiss) {
  kill();
  // Whoever answers, it is not Redis.
  test::Counterpart other(folder_.path(), {"-m", "http.server", "PORT", "--bind", "127.0.0.1"}, port_, "python3");
  ASSERT_TRUE(other.ready());
  const Model model = chat();
  EXPECT_FALSE(hit(model, "a"));
  EXPECT_FALSE(hit(model, "a"));
}

}  // namespace
}  // namespace baton
