#include <baton/index/redis_store.hpp>

#include <atomic>
#include <chrono>
#include <mutex>
#include <stop_token>
#include <thread>

#include "index/redis/search_model.hpp"
#include "index/vector_store_fixture.hpp"
#include "redis/redis_test_server.hpp"

namespace baton::testing {
namespace {

using std::chrono::milliseconds;

const EmbedderInfo two{.name = "test/two", .dimensions = 2};

std::shared_ptr<VectorStore> open_at(const std::string& url) {
  return sync_wait(open_redis_store({.url = url, .collection = "abc"}, {.embedder = two}, Context()));
}

TEST(RedisStore, AServerWithoutSearchIsRefusedAndLeftAsItWas) {
  if (!test::RedisTestServer::installed()) GTEST_SKIP() << "no redis-server: scripts/packages test";
  test::RedisTestServer server;
  ASSERT_TRUE(server.start());
  try {
    open_at(server.url());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::unsupported) << error.what();
    EXPECT_NE(error.message().find("install Redis 8, Redis Stack"), std::string::npos) << error.message();
  }
  EXPECT_EQ(code_of([&] { sync_wait(open_redis_store({.url = server.url()}, {.embedder = two, .rebuild = true}, Context())); }),
            ErrorCode::unsupported);
  const std::string empty = "test \"$(redis-cli -p " + server.url().substr(server.url().rfind(':') + 1) + " dbsize)\" = 0";
  EXPECT_EQ(std::system(empty.c_str()), 0);  // NOLINT: a command of our own
}

TEST(RedisStore, ASearchTooOldIsRefusedAndForgotten) {
  std::mutex mutex;
  std::vector<std::string> asked;
  // As Debian's RediSearch 1.2.2 answers, which knows no vectors.
  RespServer server([&](const RespServer::Words& command) -> std::optional<std::string> {
    const std::lock_guard lock(mutex);
    asked.push_back(command[0]);
    if (command[0] == "FT.INFO") return resp::error("Unknown Index name");
    if (command[0] == "FT.CREATE") return resp::error("Could not parse field spec");
    if (command[0] == "GET") return resp::text(R"({"dimensions":2,"embedder":"test/two","languages":["en"],"format":2})");
    return command[0] == "SET" ? resp::word("OK") : resp::integer(1);
  });
  try {
    open_at(server.url());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::unsupported) << error.what();
    EXPECT_NE(error.message().find("Could not parse field spec"), std::string::npos) << error.message();
    EXPECT_NE(error.message().find("RediSearch 2.6 or later"), std::string::npos) << error.message();
  }
  const std::lock_guard lock(mutex);
  EXPECT_EQ(asked, (std::vector<std::string>{"FT.INFO", "SET", "GET", "FT.CREATE", "DEL"}));
}

TEST(RedisStore, RefusesWhatCannotWork) {
  const auto refusal = [](RedisStoreOptions options) {
    return code_of([&] { sync_wait(open_redis_store(options, {.embedder = two}, Context())); });
  };
  for (const char* name : {"", "a/b", "a:b", "a b", "{a}", "ü"}) EXPECT_EQ(refusal({.collection = name}), ErrorCode::invalid_argument) << name;
  EXPECT_EQ(refusal({.url = "http://127.0.0.1"}), ErrorCode::invalid_argument);
  EXPECT_EQ(refusal({.url = "redis://127.0.0.1/3"}), ErrorCode::invalid_argument);
  EXPECT_EQ(refusal({.timeout = milliseconds(0)}), ErrorCode::invalid_argument);
  EXPECT_EQ(refusal({.timeout = std::chrono::minutes(2)}), ErrorCode::invalid_argument);
  EXPECT_EQ(refusal({.url = "redis://127.0.0.1:1"}), ErrorCode::connection_failed);
  SearchModel model;
  const auto store = open_at(model.url());
  EXPECT_EQ(code_of([&] { sync_wait(store->list(StoreNamespace("a"), {.after = "nonsense"}, Context())); }), ErrorCode::invalid_argument);
}

TEST(RedisStore, PagesGoOnWhereManyHaveTheSamePlace) {
  SearchModel model(static_cast<double>(std::uint64_t{1} << 46));  // 64 places
  const auto store = open_at(model.url());
  const StoreNamespace space("a");
  std::vector<VectorRecord> records;
  for (int i = 0; i < 150; ++i) records.push_back({.id = std::to_string(i), .vector = {1, 0}});
  sync_wait(store->upsert(space, std::move(records), Context()));
  std::vector<std::string> ids;
  PageRequest request{.limit = 7};
  do {
    const RecordPage page = sync_wait(store->list(space, request, Context()));
    for (const VectorRecord& one : page.records) ids.push_back(one.id);
    request.after = page.next;
  } while (!request.after.empty());
  std::ranges::sort(ids);
  EXPECT_EQ(ids.size(), 150U);
  EXPECT_EQ(std::ranges::adjacent_find(ids), ids.end());
}

TEST(RedisStore, LooksAtMoreUntilEnoughPassAFilterThatTheServerCannotSee) {
  SearchModel model;
  const auto store = open_at(model.url());
  const StoreNamespace space("a");
  std::vector<VectorRecord> records;
  for (int i = 0; i < 400; ++i) {
    records.push_back({.id = std::to_string(i), .text = "word", .metadata = Json::parse("{\"n\":" + std::to_string(i) + "}"),
                       .vector = {1.0F, static_cast<float>(i)}});
  }
  sync_wait(store->upsert(space, std::move(records), Context()));
  const auto ids_of = [&](VectorQuery query) {
    std::vector<std::string> ids;
    for (const FoundRecord& one : sync_wait(store->search(space, std::move(query), Context()))) ids.push_back(one.record.id);
    return ids;
  };
  EXPECT_EQ(ids_of({.vector = {1, 0}, .filter = where("n") >= 390, .top = 3}), (std::vector<std::string>{"390", "391", "392"}));
  EXPECT_EQ(ids_of({.vector = {1, 0}, .filter = where("n") > 398, .top = 3}), std::vector<std::string>{"399"});
  EXPECT_EQ(ids_of({.words = "word", .filter = where("n") < 3, .top = 9}).size(), 3U);
}

TEST(RedisStore, SaysWhenTheServerGivesNoMoreOfWhatAFilterRefuses) {
  SearchModel model;
  const auto store = open_at(model.url());
  for (int part = 0; part < 2; ++part) {
    std::vector<VectorRecord> records;
    for (int i = 0; i < 5'100; ++i) records.push_back({.id = std::to_string(part * 10'000 + i), .metadata = Json::parse(R"({"n":1})"), .vector = {1, 0}});
    sync_wait(store->upsert(StoreNamespace("a"), std::move(records), Context()));
  }
  const auto search = [&](Filter filter) { return sync_wait(store->search(StoreNamespace("a"), {.vector = {1, 0}, .filter = std::move(filter)}, Context())); };
  EXPECT_EQ(code_of([&] { search(where("n") > 5); }), ErrorCode::limit_exceeded);
  EXPECT_EQ(search(where("n") < 5).size(), 8U);
  EXPECT_EQ(search(where("n") == 5).size(), 0U);
}

TEST(RedisStore, RefusesACollectionOfAnEarlierVersion) {
  RespServer server([](const RespServer::Words& command) -> std::optional<std::string> {
    if (command[0] == "GET") return resp::text(R"({"dimensions":2,"embedder":"test/two"})");
    return command[0] == "SET" ? resp::nil() : resp::list({});
  });
  EXPECT_EQ(code_of([&] { open_at(server.url()); }), ErrorCode::version_mismatch);
}

TEST(RedisStore, AStopOrDeadlineEndsAConversationThatHangs) {
  SearchModel model;
  std::atomic<bool> hang = false;
  RespServer server([&](const RespServer::Words& command) -> std::optional<std::string> {
    while (hang) std::this_thread::sleep_for(milliseconds(1));
    if (command[0] == "GET") return resp::text(R"({"dimensions":2,"embedder":"test/two","languages":["en"],"format":2})");
    return resp::list({resp::integer(0)});
  });
  const auto store = open_at(server.url());
  hang = true;
  const VectorQuery query{.vector = {1, 0}};
  std::stop_source stop;
  const std::jthread stopper([&] {
    std::this_thread::sleep_for(milliseconds(50));
    stop.request_stop();
  });
  const auto begin = std::chrono::steady_clock::now();
  const auto search = [&](const Context& context) { sync_wait(store->search(StoreNamespace("a"), query, context)); };
  EXPECT_EQ(code_of([&] { search(Context().with_stop(stop.get_token())); }), ErrorCode::cancelled);
  EXPECT_EQ(code_of([&] { search(Context().with_timeout(milliseconds(50))); }), ErrorCode::deadline_exceeded);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
  hang = false;
  EXPECT_NO_THROW(search(Context())) << "callers who left are no reason to leave the server alone";
}

TEST(RedisStore, SaysHowMuchIsStoredWhenTheServerGoesAway) {
  std::atomic<int> puts = 0;
  RespServer server([&](const RespServer::Words& command) -> std::optional<std::string> {
    if (command[0] == "GET") return resp::text(R"({"dimensions":2,"embedder":"test/two","languages":["en"],"format":2})");
    if (command[0] == "HSET" && ++puts > 700) return std::nullopt;
    return resp::integer(1);
  });
  const auto store = open_at(server.url());
  std::vector<VectorRecord> records;
  for (int i = 0; i < 1'200; ++i) records.push_back({.id = std::to_string(i), .vector = {1, 0}});
  try {
    sync_wait(store->upsert(StoreNamespace("a"), std::move(records), Context()));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::connection_failed) << error.what();
    EXPECT_NE(error.message().find("the first 500 of 1200"), std::string::npos) << error.message();
  }
}

TEST(RedisStore, AnIndexThatNobodyNotedIsNotTaken) {
  std::atomic<bool> noted = false;
  RespServer server([&](const RespServer::Words& command) -> std::optional<std::string> {
    if (command[0] == "SET" || command[0] == "DEL") noted = command[0] == "SET";
    return command[0] == "SET" ? resp::word("OK") : command[0] == "DEL" ? resp::integer(1) : resp::list({});
  });
  EXPECT_EQ(code_of([&] { open_at(server.url()); }), ErrorCode::schema_mismatch);
  EXPECT_FALSE(noted);
}

TEST(RedisStore, AStoreThatSomebodyElseRebuiltTakesNoMore) {
  SearchModel model;
  const auto before = open_at(model.url());
  const auto upsert = [&](VectorStore& store) {
    std::vector<VectorRecord> records(1);
    records[0] = {.id = "1", .vector = {1, 0}};
    sync_wait(store.upsert(StoreNamespace("a"), std::move(records), Context()));
  };
  upsert(*before);
  const auto after = sync_wait(open_redis_store({.url = model.url(), .collection = "abc"},
                                                {.embedder = {.name = "test/other", .dimensions = 2}, .rebuild = true}, Context()));
  EXPECT_EQ(code_of([&] { upsert(*before); }), ErrorCode::schema_mismatch);
  upsert(*after);
}

}  // namespace
}  // namespace baton::testing
