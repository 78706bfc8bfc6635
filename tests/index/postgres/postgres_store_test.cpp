#include <baton/index/postgres_store.hpp>

#include <chrono>
#include <thread>

#include "counterparts/counterpart.hpp"
#include "index/vector_store_contract.hpp"
#include "postgres/connection.hpp"
#include "postgres/postgres_test_server.hpp"

namespace baton::testing {
namespace {

using postgres::Connection;
using test::PostgresTestServer;

std::string pglite_folder() {
  const std::string folder = test::counterparts_folder(BATON_COUNTERPARTS_DIR);
  return !folder.empty() && std::filesystem::exists(folder + "/node_modules/@electric-sql/pglite") ? folder : std::string();
}

std::string pglite_address() {
  static test::Counterpart server(pglite_folder(), {std::string(BATON_COUNTERPARTS_DIR) + "/pglite.mjs", "PORT"}, test::free_port());
  static const bool up = server.ready();
  EXPECT_TRUE(up) << "PGlite did not start";
  return "host=127.0.0.1 user=postgres dbname=postgres sslmode=disable port=" + std::to_string(server.port());
}

PostgresTestServer& plain_server() {
  static PostgresTestServer server;
  static const bool up = server.start();
  EXPECT_TRUE(up) << "Postgres did not start";
  return server;
}

std::string no_postgres() {
  return PostgresTestServer::installed() ? std::string() : std::string("no Postgres server: scripts/packages test");
}

std::shared_ptr<VectorStore> open_at(std::string address, std::string collection, VectorStoreOptions options, bool graph = false) {
  return sync_wait(open_postgres_store({.address = Secret(std::move(address)), .collection = std::move(collection), .graph = graph},
                                       std::move(options), Context()));
}

StoreCase pglite_case(std::string name, bool graph) {
  return {.name = std::move(name),
          .open = [graph](VectorStoreOptions options, const std::string& place) {
            return open_at(pglite_address(), place, std::move(options), graph);
          },
          .missing = [] {
            return pglite_folder().empty() ? std::string("no PGlite: run 'npm ci --ignore-scripts' in tests/counterparts")
                                           : std::string();
          }};
}

StoreCase plain_case() {
  return {.name = "Plain",
          .open = [](VectorStoreOptions options, const std::string& place) {
            return open_at(plain_server().address(), place, std::move(options));
          },
          .missing = no_postgres};
}

INSTANTIATE_TEST_SUITE_P(Stores, VectorStoreContract,
                         ::testing::Values(pglite_case("PGlite", false), pglite_case("PGliteGraph", true), plain_case()), name_of_case);

TEST(PGliteGraph, IsWhatFindsTheNearest) {
  if (pglite_folder().empty()) GTEST_SKIP() << "no PGlite";
  const auto store = open_at(pglite_address(), "by_graph", {.embedder = {.name = "x", .dimensions = 64}}, true);
  std::mt19937 random(5);
  std::vector<VectorRecord> records;
  for (int i = 0; i < 3'000; ++i) records.push_back({.id = std::to_string(i), .vector = random_vector(64, random)});
  sync_wait(store->upsert(StoreNamespace("a"), records, {}));
  Connection other(pglite_address(), {});
  const auto scans = [&] {
    return other.run("SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname=$1::text", {std::string("baton_vectors_by_graph_graph")}, {})
        .integer(0, 0);
  };
  other.run("ANALYZE baton_vectors_by_graph", {}, {});  // so that the server sees that a graph is cheaper
  const std::int64_t before = scans();
  std::size_t first = 0;
  for (int i = 0; i < 50; ++i) {
    const auto found = sync_wait(store->search(StoreNamespace("a"), {.vector = records[static_cast<std::size_t>(i)].vector, .top = 1}, {}));
    first += found.size() == 1 && found[0].record.id == std::to_string(i) ? 1U : 0U;
  }
  EXPECT_GE(first, 48U);
  other.run("SELECT pg_stat_force_next_flush()", {}, {});
  EXPECT_GT(scans(), before);
}

class PostgresStore : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!no_postgres().empty()) GTEST_SKIP() << no_postgres();
  }
  static std::shared_ptr<VectorStore> open(const std::string& collection, bool rebuild = false, const char* embedder = "x") {
    return open_at(plain_server().address(), collection, {.embedder = {.name = embedder, .dimensions = 2}, .rebuild = rebuild});
  }
  static std::vector<VectorRecord> records(int count) {
    std::vector<VectorRecord> all;
    for (int i = 0; i < count; ++i) all.push_back({.id = std::to_string(i), .text = "some words", .vector = {1, 2}});
    return all;
  }
};

TEST_F(PostgresStore, RefusesNamesOfCollections) {
  for (const char* name : {"", "A", "a-b", "a;b", "a\"b", "ü", "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx"}) {
    EXPECT_EQ(code_of([&] { open(name); }), ErrorCode::invalid_argument) << name;
  }
}

TEST_F(PostgresStore, RefusesAGraphWithoutPgvector) {
  EXPECT_EQ(code_of([&] { open_at(plain_server().address(), "no_graph", {.embedder = {.name = "x", .dimensions = 2}}, true); }),
            ErrorCode::unsupported);
  EXPECT_EQ(code_of([&] { open_at(plain_server().address(), "no_graph", {.embedder = {.name = "x", .dimensions = 2}}); }), ErrorCode::internal);
}

TEST_F(PostgresStore, LeavesNothingOfAnUpsertThatWasStopped) {
  const auto store = open("stopped");
  const Context late = Context().with_timeout(std::chrono::milliseconds(100));
  EXPECT_EQ(code_of([&] { sync_wait(store->upsert(StoreNamespace("a"), records(10'000), late)); }), ErrorCode::deadline_exceeded);
  EXPECT_EQ(sync_wait(store->list(StoreNamespace("a"), {}, {})).records.size(), 0U);
}

TEST_F(PostgresStore, LeavesNothingOfAnUpsertWhoseServerWentAway) {
  const auto store = open("away");
  sync_wait(store->upsert(StoreNamespace("a"), records(1), {}));
  ErrorCode code = ErrorCode::internal;
  std::jthread writer([&] {
    code = code_of([&] {
      for (int turn = 0; turn < 100; ++turn) sync_wait(store->upsert(StoreNamespace("b"), records(10'000), {}));
    });
  });
  Connection other(plain_server().address(), {});
  while (other.run("SELECT 1 FROM pg_stat_activity WHERE state='active' AND query LIKE 'INSERT INTO baton_vectors_away%'", {}, {}).size() == 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  ASSERT_TRUE(plain_server().halt());
  writer.join();
  EXPECT_EQ(code, ErrorCode::connection_failed);
  EXPECT_EQ(code_of([&] { sync_wait(store->list(StoreNamespace("a"), {}, {})); }), ErrorCode::connection_failed);
  ASSERT_TRUE(plain_server().resume());
  EXPECT_EQ(sync_wait(store->list(StoreNamespace("a"), {}, {})).records.size(), 1U);
  const auto kept = sync_wait(store->list(StoreNamespace("b"), {.limit = 1'000}, {})).records.size();
  EXPECT_TRUE(kept == 0U || kept == 1'000U) << kept;  // nothing, or all of an upsert before
}

TEST_F(PostgresStore, RefusesToWriteAfterSomebodyElseRebuiltIt) {
  const auto store = open("rebuilt");
  sync_wait(store->upsert(StoreNamespace("a"), records(1), {}));
  const auto newer = open("rebuilt", true, "y");
  EXPECT_EQ(code_of([&] { sync_wait(store->upsert(StoreNamespace("a"), records(2), {})); }), ErrorCode::schema_mismatch);
  EXPECT_EQ(sync_wait(newer->list(StoreNamespace("a"), {}, {})).records.size(), 0U);
  Connection other(plain_server().address(), {});
  other.run("UPDATE baton_vector_stores SET format=9 WHERE name='rebuilt'", {}, {});
  EXPECT_EQ(code_of([&] { open("rebuilt", false, "y"); }), ErrorCode::version_mismatch);
}

TEST_F(PostgresStore, RefusesTheTablesOfAnEarlierVersion) {
  open("current");
  Connection other(plain_server().address(), {});
  other.run("CREATE SCHEMA earlier", {}, {});
  other.run("CREATE TABLE earlier.baton_vector_stores(name TEXT)", {}, {});
  const std::string address = plain_server().address() + " options='-csearch_path=earlier'";
  EXPECT_EQ(code_of([&] { open_at(address, "current", {.embedder = {.name = "x", .dimensions = 2}}); }), ErrorCode::version_mismatch);
}

TEST_F(PostgresStore, TakesTextsLongerThanItsSearchReads) {
  const auto store = open("long_texts");
  std::string text = "first ";
  while (text.size() < 3'000'000) text += "word" + std::to_string(text.size()) + " ";
  text += "last";
  std::vector<VectorRecord> one(1);
  one[0] = {.id = "1", .source = std::string(4'000, 's'), .text = text};
  sync_wait(store->upsert(StoreNamespace("a"), one, {}));
  EXPECT_EQ(sync_wait(store->get(StoreNamespace("a"), {"1"}, {})).at(0).text, text);
  EXPECT_EQ(sync_wait(store->search(StoreNamespace("a"), {.words = "first"}, {})).size(), 1U);
  EXPECT_EQ(sync_wait(store->search(StoreNamespace("a"), {.words = "last"}, {})).size(), 0U);
  sync_wait(store->remove(StoreNamespace("a"), RecordSource{std::string(4'000, 's')}, {}));
  EXPECT_EQ(sync_wait(store->list(StoreNamespace("a"), {}, {})).records.size(), 0U);
}

TEST_F(PostgresStore, OpensATableThatItsUserMayNotMake) {
  open("shared_table");
  Connection other(plain_server().address(), {});
  other.run("CREATE ROLE reader LOGIN", {}, {});
  other.run("GRANT SELECT ON baton_vectors_shared_table, baton_vector_stores TO reader", {}, {});
  const std::string address = plain_server().address() + " user=reader";
  const VectorStoreOptions options{.embedder = {.name = "x", .dimensions = 2}};
  const auto store = open_at(address, "shared_table", options);
  EXPECT_EQ(sync_wait(store->list(StoreNamespace("a"), {}, {})).records.size(), 0U);
  EXPECT_EQ(code_of([&] { sync_wait(store->upsert(StoreNamespace("a"), records(1), {})); }), ErrorCode::permission_denied);
  EXPECT_EQ(code_of([&] { open_at(address, "another", options); }), ErrorCode::permission_denied);
}

}  // namespace
}  // namespace baton::testing
