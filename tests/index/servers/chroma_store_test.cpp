#include <baton/index/chroma_store.hpp>

#include "counterparts/counterpart.hpp"
#include "index/vector_store_fixture.hpp"
#include "support/test_server.hpp"

namespace baton::testing {
namespace {

using test::Reply;
using test::TestServer;

const EmbedderInfo four{.name = "test/one", .dimensions = 4};

std::shared_ptr<VectorStore> open_at(const std::string& url, Secret token = {}) {
  return sync_wait(open_chroma_store({.url = url, .collection = "abc", .token = std::move(token)}, {.embedder = four}, Context()));
}

/// What a real server answered when the collection was made.
constexpr const char* made =
    R"({"id":"970b9ac4-4bb0-4c8d-8434-99271d689db4","name":"abc","configuration_json":{"hnsw":{"space":"cosine","ef_construction":100,)"
    R"("ef_search":100,"max_neighbors":16,"resize_factor":1.2,"sync_threshold":1000},"spann":null,"embedding_function":null},)"
    R"("metadata":{"embedder":"test/one","dimensions":4,"format":2},"dimension":null,"tenant":"default_tenant","database":"default_database",)"
    R"("log_position":0,"version":0})";

std::shared_ptr<VectorStore> opened_at(TestServer& server) {
  server.push(Reply::text(200, made));
  server.push(Reply::text(200, made));
  return open_at(server.url());
}

TEST(ChromaStore, RefusesNamesAndUrls) {
  for (const char* name : {"", "ab", "a/b/c", "a?b=c", "ünicode"}) {
    EXPECT_EQ(code_of([&] { sync_wait(open_chroma_store({.collection = name}, {.embedder = four}, Context())); }),
              ErrorCode::invalid_argument) << name;
  }
  EXPECT_EQ(code_of([&] { open_at("127.0.0.1:8000"); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([&] { open_at("http://127.0.0.1:" + std::to_string(test::free_port())); }), ErrorCode::connection_failed);
}

TEST(ChromaStore, SendsTheTokenAndNeverTellsIt) {
  TestServer server;
  server.push(Reply::text(401, R"({"error":"AuthError","message":"no"})"));
  try {
    open_at(server.url(), Secret("hidden-token"));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::permission_denied);
    EXPECT_EQ(error.http_status(), 401);
    EXPECT_EQ(std::string(error.what()).find("hidden-token"), std::string::npos) << error.what();
  }
  EXPECT_EQ(server.requests().at(0).header("x-chroma-token"), "hidden-token");
}

TEST(ChromaStore, RefusesACollectionOfAnotherDistance) {
  TestServer server;
  std::string other = made;
  other.replace(other.find("cosine"), 6, "l2");
  server.push(Reply::text(200, other));
  server.push(Reply::text(200, other));
  EXPECT_EQ(code_of([&] { open_at(server.url()); }), ErrorCode::schema_mismatch);
}

TEST(ChromaStore, RefusesACollectionOfAnotherVersion) {
  TestServer server;
  std::string other = made;
  other.replace(other.find(",\"format\":2"), 11, "");
  server.push(Reply::text(200, made));
  server.push(Reply::text(200, other));
  EXPECT_EQ(code_of([&] { open_at(server.url()); }), ErrorCode::version_mismatch);
}

TEST(ChromaStore, TellsThatAnAnswerIsNotChromas) {
  TestServer server;
  const auto store = opened_at(server);
  const StoreNamespace space("a");
  const char* foreign[] = {"", "<html>", "[]", "{}", "null", R"({"ids":3})", R"({"ids":[["x"]]})", R"({"ids":["x"]})",
                           R"({"ids":["x"],"metadatas":[null],"documents":["t"]})",
                           R"({"ids":["x"],"metadatas":[{"id":"x","source":"","metadata":"{","vector":true}],"documents":["t"]})",
                           R"({"ids":[["x"]],"metadatas":[[{"id":"x","source":"","metadata":"{}","vector":true}]],"documents":[["t"]],"distances":[[null]]})"};
  for (const char* body : foreign) {
    server.push(Reply::text(200, body));
    EXPECT_EQ(code_of([&] { sync_wait(store->list(space, {}, Context())); }), ErrorCode::bad_response) << body;
    server.push(Reply::text(200, body));
    EXPECT_EQ(code_of([&] { sync_wait(store->search(space, {.vector = {1, 0, 0, 0}}, Context())); }), ErrorCode::bad_response) << body;
    server.push(Reply::text(200, body));
    EXPECT_EQ(code_of([&] { sync_wait(store->get(space, {"x"}, Context())); }), ErrorCode::bad_response) << body;
  }
  for (const char* body : {"<html>", "{}", R"({"metadata":{"embedder":1}})"}) {
    server.push(Reply::text(200, made));
    server.push(Reply::text(200, body));
    EXPECT_EQ(code_of([&] { open_at(server.url()); }), ErrorCode::bad_response) << body;
  }
}

TEST(ChromaStore, TellsWhatTheServerSaid) {
  TestServer server;
  const auto store = opened_at(server);
  for (const auto& [status, code] : {std::pair(400, ErrorCode::invalid_argument), std::pair(404, ErrorCode::not_found),
                                     std::pair(429, ErrorCode::rate_limited), std::pair(500, ErrorCode::overloaded)}) {
    server.push(Reply::text(status, R"({"error":"SomeError","message":"its own words"})"));
    try {
      sync_wait(store->list(StoreNamespace("a"), {}, Context()));
      ADD_FAILURE() << status;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), code) << status;
      EXPECT_EQ(error.provider(), "Chroma");
      EXPECT_NE(error.message().find("its own words"), std::string::npos) << error.message();
      EXPECT_EQ(error.retryable(), status >= 429) << status;
    }
  }
  EXPECT_EQ(code_of([&] { sync_wait(store->list(StoreNamespace("a"), {.after = "nonsense"}, Context())); }), ErrorCode::invalid_argument);
}

TEST(ChromaStore, SaysHowMuchIsStoredWhenTheServerGoesAway) {
  TestServer server;
  const auto store = opened_at(server);
  server.push(Reply::text(200, "{}"));
  for (int i = 0; i < 5; ++i) server.push(Reply::text(200, "{}").cut(0).reset());  // an idle connection may be tried again
  std::vector<VectorRecord> records;
  for (int i = 0; i < 2'500; ++i) records.push_back({.id = std::to_string(i), .vector = {1, 0, 0, 0}});
  try {
    sync_wait(store->upsert(StoreNamespace("a"), std::move(records), Context()));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::connection_failed) << error.what();
    EXPECT_NE(error.message().find("the first 1000 of 2500"), std::string::npos) << error.message();
  }
}

TEST(ChromaStore, AStopReachesTheServer) {
  TestServer server;
  const auto store = opened_at(server);
  server.push(Reply::hang_forever());
  const Context late = Context().with_timeout(std::chrono::milliseconds(50));
  EXPECT_EQ(code_of([&] { sync_wait(store->remove(StoreNamespace("a"), RecordIds{{"x"}}, late)); }), ErrorCode::deadline_exceeded);
  EXPECT_TRUE(server.wait_for_gone(1));
}

}  // namespace
}  // namespace baton::testing
