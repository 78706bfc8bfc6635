#include <baton/document/postgres_loader.hpp>

#include <chrono>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <stop_token>
#include <thread>

#include <nlohmann/json.hpp>

#include <baton/core/sync_wait.hpp>

#include "counterparts/counterpart.hpp"
#include "postgres/postgres_fixture.hpp"

namespace baton {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

struct LoadedTables {
  std::vector<Document> documents;
  PostgresLoaded loaded;
  std::vector<PostgresProgress> progress;
  [[nodiscard]] const Document& at(const std::string& source) const {
    for (const Document& document : documents) {
      if (document.source == source) return document;
    }
    static const Document none{.text = "(none)"};
    return none;
  }
  [[nodiscard]] std::map<std::string, ErrorCode> skipped() const {
    std::map<std::string, ErrorCode> codes;
    for (const SkippedPart& part : loaded.skipped) codes.emplace(part.source, part.reason.code());
    return codes;
  }
};

LoadedTables load(PostgresLoadOptions options, const Context& context = {}, const std::function<void(const Document&)>& look = {}) {
  LoadedTables run;
  options.on_progress = [&](const PostgresProgress& progress) { run.progress.push_back(progress); };
  const auto take = [&](Document document) -> Task<void> {
    if (look) look(document);
    run.documents.push_back(std::move(document));
    co_return;
  };
  run.loaded = sync_wait(load_postgres(std::move(options), take, context));
  return run;
}

void execute(const std::string& address, const std::string& statements) {
  postgres::Connection connection(address, Context());
  connection.run(statements, {}, Context());
}

constexpr const char* harbour =
    "CREATE TABLE boats(name text, length numeric, photo bytea, berth int PRIMARY KEY, afloat bool, nothing text);"
    "INSERT INTO boats VALUES('Ærø', NULL, NULL, 30, false, NULL), ('Skua | tender', 7.50, '\\x0102', 12, true, NULL)";
constexpr const char* harbour_text = "| name | length | photo | berth | afloat | nothing |\n|---|---|---|---|---|---|\n"
                                     "| Skua \\| tender | 7.50 | (2 bytes) | 12 | true |  |\n| Ærø |  |  | 30 | false |  |";

class PostgresLoader : public test::PostgresTest {
 protected:
  void SetUp() override {
    PostgresTest::SetUp();
    if (IsSkipped()) return;
    execute(server().address(), "DROP DATABASE IF EXISTS loaded");
    execute(server().address(), "CREATE DATABASE loaded");
  }
  static std::string address() { return server().address() + " dbname=loaded"; }
  static void make(const std::string& statements) { execute(address(), statements); }
  static PostgresLoadOptions queries(std::vector<PostgresQuery> all) {
    return {.address = Secret(address()), .name = "db", .queries = std::move(all)};
  }
};

TEST_F(PostgresLoader, EveryTableIsADocument) {
  make(harbour);
  make("CREATE SCHEMA \"my \"\"own\"; CREATE TABLE \"my \"\"own\".\"a.b\"\"; DROP TABLE boats\"(\"x\"\"; y\" text);"
       "INSERT INTO \"my \"\"own\".\"a.b\"\"; DROP TABLE boats\" VALUES('dry');"
       "CREATE TABLE parent(a int); CREATE TABLE heir() INHERITS(parent); INSERT INTO parent VALUES(1); INSERT INTO heir VALUES(2);"
       "CREATE TABLE split(a int) PARTITION BY LIST(a); CREATE TABLE split_1 PARTITION OF split FOR VALUES IN (7); INSERT INTO split VALUES(7);"
       "CREATE TABLE bare(); CREATE TABLE hollow(a int); CREATE VIEW seen AS SELECT name FROM boats; CREATE MATERIALIZED VIEW kept AS SELECT 5 AS five;"
       "CREATE TABLE baton_vector_stores(a int); CREATE TABLE baton_memory_facts(a int);"
       "CREATE TABLE closed(a int); DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;"
       "REVOKE ALL ON closed FROM reader; GRANT USAGE ON SCHEMA \"my \"\"own\" TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA \"my \"\"own\" TO reader");
  const LoadedTables run = load({.address = Secret(address() + " user=reader"), .name = "db"});
  std::map<std::string, std::string> texts;
  for (const Document& document : run.documents) texts.emplace(document.source, document.text);
  EXPECT_EQ(texts, (std::map<std::string, std::string>{{"db!/public.boats", harbour_text},
                                                       {"db!/my \"own.a.b\"; DROP TABLE boats", "| x\"; y |\n|---|\n| dry |"},
                                                       {"db!/public.parent", "| a |\n|---|\n| 1 |"},
                                                       {"db!/public.heir", "| a |\n|---|\n| 2 |"},
                                                       {"db!/public.split", "| a |\n|---|\n| 7 |"},
                                                       {"db!/public.hollow", "| a |\n|---|"},
                                                       {"db!/public.kept", "| five |\n|---|\n| 5 |"}}));
  EXPECT_EQ(run.skipped(), (std::map<std::string, ErrorCode>{{"db!/public.bare", ErrorCode::not_found},
                                                             {"db!/public.closed", ErrorCode::permission_denied}}));
  const Document& boats = run.at("db!/public.boats");
  EXPECT_EQ(boats.title, "public.boats");
  EXPECT_EQ(boats.media_type, "text/markdown");
  EXPECT_EQ(boats.metadata.dump(), R"({"first_row":1,"table":"public.boats"})");
  EXPECT_EQ(run.loaded.documents, 7U);
  EXPECT_EQ(run.loaded.rows, 7U);
  ASSERT_FALSE(run.progress.empty());
  EXPECT_EQ(run.progress.back().done, 9U);
  EXPECT_EQ(run.progress.back().total, 9U);
}

TEST_F(PostgresLoader, ReadsNamedTablesAndViews) {
  make(harbour);
  make("CREATE VIEW seen AS SELECT name FROM boats WHERE berth=12");
  const LoadedTables run = load({.address = Secret(address()), .tables = {{.name = "seen"}, {.name = "absent"}, {.name = "boats", .schema = "elsewhere"}}});
  ASSERT_EQ(run.documents.size(), 1U);
  EXPECT_EQ(run.documents[0].text, "| name |\n|---|\n| Skua \\| tender |");
  EXPECT_EQ(run.skipped(), (std::map<std::string, ErrorCode>{{"postgres!/public.absent", ErrorCode::not_found},
                                                             {"postgres!/elsewhere.boats", ErrorCode::not_found}}));
}

TEST_F(PostgresLoader, ALongTableIsManyDocuments) {
  make("CREATE TABLE log(id int PRIMARY KEY, line text); INSERT INTO log SELECT 20001 - i, 'line ' || i FROM generate_series(1, 20000) i;"
       "CREATE TABLE full_page(a text); INSERT INTO full_page SELECT repeat('x', 9) FROM generate_series(1, 6)");
  const PostgresLoadOptions options{.address = Secret(address()), .name = "db", .tables = {{.name = "log"}}, .document_bytes = 10'000};
  const LoadedTables run = load(options);
  ASSERT_GT(run.documents.size(), 20U);
  EXPECT_EQ(run.loaded.rows, 20'000U);
  EXPECT_EQ(run.documents[0].source, "db!/public.log");
  std::size_t next = 1;
  for (const Document& document : run.documents) {
    const auto metadata = nlohmann::json::parse(document.metadata.dump());
    EXPECT_EQ(metadata["first_row"], next);
    if (next > 1) {
      EXPECT_EQ(document.source, "db!/public.log!/" + std::to_string(next));
    }
    EXPECT_TRUE(document.text.starts_with("| id | line |\n|---|---|\n| " + std::to_string(next) + " |")) << document.text.substr(0, 60);
    while (document.text.find("| " + std::to_string(next) + " | line " + std::to_string(20'001 - next) + " |") != std::string::npos) ++next;
  }
  EXPECT_EQ(next, 20'001U);
  make("UPDATE log SET line=line");  // which moves the rows in the table
  const LoadedTables again = load(options);
  ASSERT_EQ(again.documents.size(), run.documents.size());
  for (std::size_t i = 0; i < again.documents.size(); ++i) EXPECT_EQ(again.documents[i].text, run.documents[i].text);
  const LoadedTables pages = load({.address = Secret(address()), .tables = {{.name = "full_page"}}, .document_bytes = 30});
  ASSERT_EQ(pages.documents.size(), 2U);
  EXPECT_EQ(pages.documents[1].source, "postgres!/public.full_page!/4");
}

TEST_F(PostgresLoader, RowsAreNotKeptInMemory) {
  // Neither query would ever come to its end.
  const PostgresQuery endless{.name = "endless", .sql = "SELECT generate_series(1, 1000000000000), repeat('x', 100)"};
  int taken = 0;
  EXPECT_THROW(load(queries({endless}), {}, [&](const Document&) { if (++taken == 5) throw std::runtime_error("enough"); }),
               std::runtime_error);
  for (int turn = 0; turn < 100 && active("baton_rows") != 0; ++turn) std::this_thread::sleep_for(milliseconds(50));
  EXPECT_EQ(active("baton_rows"), 0);
  PostgresLoadOptions bounded = queries({endless, {.name = "next", .sql = "SELECT 1 AS one"}});
  bounded.max_rows = 5'000;
  const LoadedTables run = load(std::move(bounded));
  EXPECT_EQ(run.skipped(), (std::map<std::string, ErrorCode>{{"db!/endless", ErrorCode::limit_exceeded}}));
  EXPECT_EQ(run.at("db!/next").text, "| one |\n|---|\n| 1 |");
  for (const int rows : {999, 1000, 1001, 2000}) {  // around those of one FETCH
    EXPECT_EQ(load(queries({{.name = "some", .sql = "SELECT generate_series(1, $1)", .values = {std::to_string(rows)}}})).loaded.rows,
              static_cast<std::size_t>(rows));
  }
}

TEST_F(PostgresLoader, QueriesBindTheirValues) {
  make(harbour);
  const std::string odd = "Skua'; DROP TABLE boats; --";
  const LoadedTables run = load(queries({{.name = "by name", .sql = "SELECT name FROM boats WHERE name = $1", .values = {odd}},
                                {.name = "typed", .sql = "SELECT name, photo, afloat FROM boats WHERE berth = $1 -- a note", .values = {"12"}},
                                {.name = "null", .sql = "SELECT $1::text IS NULL AS gone, $2::text AS odd", .values = {std::nullopt, odd}},
                                {.name = "values", .sql = "VALUES (1, 'a'), (2, 'b')"},
                                {.name = "none", .sql = "SELECT"}}));
  EXPECT_EQ(run.at("db!/by name").text, "| name |\n|---|");
  EXPECT_EQ(run.at("db!/typed").text, "| name | photo | afloat |\n|---|---|---|\n| Skua \\| tender | (2 bytes) | true |");
  EXPECT_EQ(run.at("db!/null").text, "| gone | odd |\n|---|---|\n| true | " + odd + " |");
  EXPECT_EQ(run.at("db!/values").text, "| column1 | column2 |\n|---|---|\n| 1 | a |\n| 2 | b |");
  EXPECT_EQ(run.skipped(), (std::map<std::string, ErrorCode>{{"db!/none", ErrorCode::unsupported}}));
}

TEST_F(PostgresLoader, NothingIsWritten) {
  make(harbour);
  make("CREATE SEQUENCE numbers; CREATE FUNCTION sneak() RETURNS int LANGUAGE plpgsql AS 'BEGIN DELETE FROM boats; RETURN 1; END'");
  std::vector<PostgresQuery> all;
  for (const char* sql : {"DELETE FROM boats", "DELETE FROM boats RETURNING name", "WITH gone AS (DELETE FROM boats RETURNING name) SELECT * FROM gone",
                          "SELECT 1; DELETE FROM boats", "SELECT 1; COMMIT", "COMMIT", "SELECT sneak()", "SELECT nextval('numbers')",
                          "SELECT * INTO copied FROM boats", "SELECT nonsense(", "", "SELECT 1/0"}) {
    all.push_back({.name = sql, .sql = sql});
  }
  const std::size_t count = all.size();
  all.push_back({.name = "last", .sql = "SELECT count(*) FROM boats"});
  const LoadedTables run = load(queries(all));
  EXPECT_EQ(run.loaded.skipped.size(), count);
  for (const SkippedPart& part : run.loaded.skipped) EXPECT_NE(part.reason.code(), ErrorCode::internal) << part.source << part.reason.what();
  EXPECT_EQ(run.at("db!/last").text, "| count |\n|---|\n| 2 |");
  postgres::Connection other(address(), Context());
  EXPECT_EQ(other.run("SELECT count(*) FROM boats", {}, {}).integer(0, 0), 2);
  EXPECT_TRUE(other.run("SELECT to_regclass('copied') IS NULL", {}, {}).flag(0, 0));
}

TEST_F(PostgresLoader, SeesOneStateOfTheDatabase) {
  make("CREATE TABLE a(x int); CREATE TABLE b(x int); INSERT INTO a VALUES(1)");
  const LoadedTables run = load({.address = Secret(address()), .name = "db"}, {}, [](const Document& document) {
    if (document.title == "public.a") make("INSERT INTO b VALUES(2)");
  });
  EXPECT_EQ(run.at("db!/public.b").text, "| x |\n|---|");
}

TEST_F(PostgresLoader, LimitsAreKept) {
  make(harbour);
  make("CREATE TABLE wide(a text, b bytea); INSERT INTO wide VALUES('short', decode(repeat('00', 3000000), 'hex')), (repeat('ü', 600000), NULL)");
  const LoadedTables run = load({.address = Secret(address()), .name = "db", .document_bytes = 1});
  EXPECT_EQ(run.skipped(), (std::map<std::string, ErrorCode>{{"db!/public.wide", ErrorCode::limit_exceeded}}));
  EXPECT_EQ(run.at("db!/public.wide").text, "| a | b |\n|---|---|\n| short | (3000000 bytes) |");
  EXPECT_EQ(code_of([] { load({.address = Secret(address()), .max_tables = 1}); }), ErrorCode::limit_exceeded);
  const PostgresLoadOptions refused[] = {{.address = Secret("nonsense")},
                                         {.address = Secret(address()), .document_bytes = 0},
                                         {.address = Secret(address()), .max_row_bytes = 0},
                                         {.address = Secret(address()), .timeout = milliseconds(0)}};
  for (const auto& options : refused) EXPECT_EQ(code_of([&] { load(options); }), ErrorCode::invalid_argument);
}

TEST_F(PostgresLoader, AnEndReachesTheServer) {
  const PostgresQuery slow{.name = "slow", .sql = "SELECT 1 AS one, pg_sleep(60)"};
  PostgresLoadOptions options = queries({slow, {.name = "next", .sql = "SELECT 1 AS one"}});
  const auto begin = steady_clock::now();
  EXPECT_EQ(code_of([&] { load(options, Context().with_timeout(milliseconds(200))); }), ErrorCode::deadline_exceeded);
  std::stop_source stop;
  std::jthread stopper([&] {
    std::this_thread::sleep_for(milliseconds(200));
    stop.request_stop();
  });
  EXPECT_EQ(code_of([&] { load(options, Context().with_stop(stop.get_token())); }), ErrorCode::cancelled);
  options.timeout = milliseconds(300);
  const LoadedTables run = load(options);
  EXPECT_EQ(run.skipped(), (std::map<std::string, ErrorCode>{{"db!/slow", ErrorCode::deadline_exceeded}}));
  EXPECT_EQ(run.at("db!/next").text, "| one |\n|---|\n| 1 |");
  for (int turn = 0; turn < 100 && active("baton_rows") != 0; ++turn) std::this_thread::sleep_for(milliseconds(50));
  EXPECT_EQ(active("baton_rows"), 0);
  EXPECT_LT(steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST_F(PostgresLoader, ALostConnectionEndsTheRun) {
  make(harbour);
  EXPECT_EQ(code_of([] {
              load(queries({{.name = "a", .sql = "SELECT * FROM boats"}, {.name = "b", .sql = "SELECT 1"}}), {}, [](const Document&) {
                execute(server().address(), "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname='loaded'");
              });
            }),
            ErrorCode::connection_failed);
}

TEST(PGlite, GivesTheSameDocuments) {
  const std::string folder = test::counterparts_folder(BATON_COUNTERPARTS_DIR);
  if (folder.empty() || !std::filesystem::exists(folder + "/node_modules/@electric-sql/pglite")) GTEST_SKIP() << "no PGlite";
  test::Counterpart server(folder, {std::string(BATON_COUNTERPARTS_DIR) + "/pglite.mjs", "PORT"}, test::free_port());
  ASSERT_TRUE(server.ready());
  const std::string address = "host=127.0.0.1 user=postgres dbname=postgres sslmode=disable port=" + std::to_string(server.port());
  execute(address, harbour);
  const LoadedTables run = load({.address = Secret(address), .name = "db"});
  ASSERT_EQ(run.documents.size(), 1U);
  EXPECT_EQ(run.documents[0].text, harbour_text);
}

}  // namespace
}  // namespace baton
