#include <baton/index/qdrant_store.hpp>

#include "index/qdrant_wire.hpp"
#include "index/vector_store_fixture.hpp"
#include "support/test_server.hpp"

namespace baton::testing {
namespace {

using nlohmann::json;
using test::Reply;
using test::TestServer;

const EmbedderInfo three{.name = "test/one", .dimensions = 3};

std::shared_ptr<VectorStore> open_at(const std::string& url, Secret key = {}) {
  return sync_wait(open_qdrant_store({.url = url, .collection = "abc", .api_key = std::move(key)}, {.embedder = three}, Context()));
}

// Answers are the examples of Qdrant's own documentation, with our payload in place of its cities: the page "Scroll
// points" (api.qdrant.tech/v-1-12-x/api-reference/points/scroll-points) and the examples of ScrollResult, ScoredPoint and
// Payload in docs/redoc/v1.19.x/openapi.json of github.com/qdrant/qdrant.
constexpr const char* documented_scroll =
    R"({"time":0.002,"status":"ok","result":{"points":[{"id":40,"payload":{"city":"London","color":"green"},)"
    R"("vector":[0.875,0.140625,0.897599995136261],"shard_key":"region_1"},{"id":41,"payload":{"city":"Paris","color":"red"},)"
    R"("vector":[0.75,0.640625,0.8945000171661377],"shard_key":"region_1"}]}})";

json with_our_payload(json answer) {
  int number = 0;
  for (json& point : answer["result"]["points"]) {
    point["id"] = "550e8400-e29b-41d4-a716-44665544000" + std::to_string(number);  // the example of ExtendedPointId
    point["payload"] = {{"namespace", "a"}, {"id", std::to_string(number++)}, {"source", "s"}, {"text", "t"},
                        {"metadata", R"({"city":"London"})"}, {"vector", true}};
  }
  return answer;
}

/// What `GET /collections/NAME` promises: CollectionInfo of the same file, its required members and ours.
std::string documented_collection(const char* distance = "Cosine", int format = 2) {
  return json{{"time", 0.002},
              {"status", "ok"},
              {"result",
               {{"status", "green"}, {"optimizer_status", "ok"}, {"segments_count", 1}, {"payload_schema", json::object()},
                {"config",
                 {{"params", {{"vectors", {{"size", 3}, {"distance", distance}}}, {"shard_number", 1}}},
                  {"hnsw_config", json::object()}, {"optimizer_config", json::object()},
                  {"metadata", {{"embedder", "test/one"}, {"dimensions", 3}, {"format", format}}}}}}}}
      .dump();
}

std::shared_ptr<VectorStore> opened_at(TestServer& server) {
  server.push(Reply::text(200, documented_collection()));
  return open_at(server.url());
}

TEST(QdrantStore, ReadsTheAnswersOfTheDocumentation) {
  TestServer server;
  const auto store = opened_at(server);
  const StoreNamespace space("a");
  server.push(Reply::text(200, with_our_payload(json::parse(documented_scroll)).dump()));
  const RecordPage page = sync_wait(store->list(space, {.limit = 2}, Context()));
  ASSERT_EQ(page.records.size(), 2U);
  EXPECT_EQ(page.records[1].metadata, Json::parse(R"({"city":"London"})"));
  EXPECT_EQ(page.next, "");
  json scored = with_our_payload(json::parse(documented_scroll));
  for (json& point : scored["result"]["points"]) point.update({{"version", 3}, {"score", 0.75}});
  server.push(Reply::text(200, scored.dump()));
  const auto found = sync_wait(store->search(space, {.vector = {1, 0, 0}, .top = 2}, Context()));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].score, 0.75);
  json retrieved = json::parse(documented_scroll);
  retrieved["result"] = with_our_payload(retrieved)["result"]["points"];
  server.push(Reply::text(200, retrieved.dump()));
  const auto got = sync_wait(store->get(space, {"1", "none", "0"}, Context()));
  ASSERT_EQ(got.size(), 2U);
  EXPECT_EQ(got[0].vector, (Embedding{0.75F, 0.640625F, 0.8945000171661377F}));
}

TEST(QdrantStore, SendsWhatTheDocumentationAsksFor) {
  TestServer server;
  server.push(Reply::text(404, R"({"time":0.002,"status":{"error":"Not found: Collection `abc` doesn't exist!"}})"));
  for (int i = 0; i < 4; ++i) server.push(Reply::text(200, R"({"time":0.002,"status":"ok","result":true})"));
  server.push(Reply::text(200, documented_collection()));
  const auto store = open_at(server.url(), Secret("hidden-key"));
  server.push(Reply::text(200, R"({"time":0.002,"status":"ok","result":{"operation_id":1,"status":"completed"}})"));
  std::vector<VectorRecord> records(1);
  records[0] = {.id = "1", .vector = {1, 0, 0}};
  sync_wait(store->upsert(StoreNamespace("a"), std::move(records), Context()));
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 7U);
  EXPECT_EQ(requests[0].method + requests[0].target, "GET/collections/abc");
  EXPECT_EQ(requests[1].method + requests[1].target, "PUT/collections/abc");
  EXPECT_EQ(json::parse(requests[1].body).at("vectors"), json::parse(R"({"size":3,"distance":"Cosine"})"));
  EXPECT_EQ(requests[2].method + requests[2].target, "PUT/collections/abc/index?wait=true");
  EXPECT_EQ(json::parse(requests[2].body), json::parse(R"({"field_name":"namespace","field_schema":"keyword"})"));
  EXPECT_EQ(json::parse(requests[4].body), json::parse(R"({"field_name":"terms","field_schema":"keyword"})"));
  EXPECT_EQ(requests[6].method + requests[6].target, "PUT/collections/abc/points?wait=true");
  EXPECT_EQ(requests[6].header("api-key"), "hidden-key");
  const json point = json::parse(requests[6].body).at("points").at(0);
  EXPECT_TRUE(qdrant::is_point_id(point.at("id").get<std::string>()));
  EXPECT_EQ(point.at("vector"), json::parse("[1.0,0.0,0.0]"));
}

TEST(QdrantStore, TellsThatAnAnswerIsNotItsOwn) {
  TestServer server;
  const auto store = opened_at(server);
  const StoreNamespace space("a");
  const char* foreign[] = {"", "<html>", "[]", "{}", "null", R"({"result":{"points":{"a":1}}})", R"({"result":[{"id":1}]})",
                           R"({"result":{"points":[{"id":"x","payload":{"metadata":"{"}}]}})", documented_scroll};
  for (const char* body : foreign) {
    server.push(Reply::text(200, body));
    EXPECT_EQ(code_of([&] { sync_wait(store->list(space, {}, Context())); }), ErrorCode::bad_response) << body;
    server.push(Reply::text(200, body));
    EXPECT_EQ(code_of([&] { sync_wait(store->search(space, {.vector = {1, 0, 0}}, Context())); }), ErrorCode::bad_response) << body;
    server.push(Reply::text(200, body));
    EXPECT_EQ(code_of([&] { sync_wait(store->get(space, {"x"}, Context())); }), ErrorCode::bad_response) << body;
    server.push(Reply::text(200, body));
    EXPECT_EQ(code_of([&] { open_at(server.url()); }), ErrorCode::bad_response) << body;
  }
}

TEST(QdrantStore, RefusesWhatCannotWork) {
  TestServer server;
  for (const char* name : {"", ".", "..", "a/b", "a?b", "ü"}) {
    EXPECT_EQ(code_of([&] { sync_wait(open_qdrant_store({.collection = name}, {.embedder = three}, Context())); }),
              ErrorCode::invalid_argument) << name;
  }
  server.push(Reply::text(200, documented_collection("Euclid")));
  EXPECT_EQ(code_of([&] { open_at(server.url()); }), ErrorCode::schema_mismatch);
  server.push(Reply::text(200, documented_collection("Cosine", 1)));
  EXPECT_EQ(code_of([&] { open_at(server.url()); }), ErrorCode::version_mismatch);
  server.push(Reply::text(403, "forbidden"));
  EXPECT_EQ(code_of([&] { open_at(server.url(), Secret("hidden-key")); }), ErrorCode::permission_denied);
  const auto store = opened_at(server);
  EXPECT_EQ(code_of([&] { sync_wait(store->list(StoreNamespace("a"), {.after = "nonsense"}, Context())); }), ErrorCode::invalid_argument);
}

TEST(QdrantStore, SaysHowMuchIsStoredWhenTheServerGoesAway) {
  TestServer server;
  const auto store = opened_at(server);
  server.push(Reply::text(200, R"({"time":0.002,"status":"ok","result":{"operation_id":1,"status":"completed"}})"));
  for (int i = 0; i < 5; ++i) server.push(Reply::text(200, "{}").cut(0).reset());  // an idle connection may be tried again
  std::vector<VectorRecord> records;
  for (int i = 0; i < 1'200; ++i) records.push_back({.id = std::to_string(i), .vector = {1, 0, 0}});
  try {
    sync_wait(store->upsert(StoreNamespace("a"), std::move(records), Context()));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::connection_failed) << error.what();
    EXPECT_NE(error.message().find("the first 500 of 1200"), std::string::npos) << error.message();
  }
}

}  // namespace
}  // namespace baton::testing
