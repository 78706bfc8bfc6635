#include "postgres/connection.hpp"

#include <chrono>
#include <stop_token>
#include <thread>

#include "postgres/postgres_fixture.hpp"

namespace baton {
namespace {

using postgres::Connection;
using postgres::Value;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

class PostgresConnection : public test::PostgresTest {};

TEST_F(PostgresConnection, BindsValuesAndReadsThem) {
  Connection connection = connect();
  const std::string odd = "'; DROP TABLE x; -- \\ \" $1 Grüße 😀\n";
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  const auto rows = connection.run("SELECT $1::text, $2::bigint, $3::bytea, $4::text, true, 0.25::float8",
                                   {odd, std::int64_t{-5}, Value::bytes(bytes), nullptr}, Context());
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows.text(0, 0), odd);
  EXPECT_EQ(rows.integer(0, 1), -5);
  EXPECT_EQ(rows.bytes(0, 2), bytes);
  EXPECT_TRUE(rows.is_null(0, 3));
  EXPECT_FALSE(rows.is_null(0, 0));
  EXPECT_TRUE(rows.flag(0, 4));
  EXPECT_EQ(rows.number(0, 5), 0.25);
  EXPECT_EQ(connection.run("SELECT 1 WHERE false", {}, Context()).size(), 0U);
  const std::string large(20'000'000, 'x');
  EXPECT_EQ(connection.run("SELECT $1::text", {large}, Context()).text(0, 0), large);
}

TEST_F(PostgresConnection, ARefusalHasACodeAndLeavesItUsable) {
  Connection connection = connect();
  const std::pair<const char*, ErrorCode> refused[] = {
      {"SELECT nonsense(", ErrorCode::internal},
      {"SELECT * FROM nothing_there", ErrorCode::not_found},
      {"SELECT 'x'::float8", ErrorCode::invalid_argument},
      {"SELECT to_tsvector('simple', string_agg(i::text, ' ')) FROM generate_series(1, 300000) i", ErrorCode::limit_exceeded}};
  for (const auto& [sql, code] : refused) {
    EXPECT_EQ(code_of([&] { connection.run(sql, {}, Context()); }), code) << sql;
    EXPECT_TRUE(connection.idle()) << sql;
  }
  connection.run("SET statement_timeout=50", {}, Context());
  EXPECT_EQ(code_of([&] { connection.run("SELECT pg_sleep(30)", {}, Context()); }), ErrorCode::deadline_exceeded);
  connection.run("CREATE ROLE guest LOGIN", {}, Context());
  Connection guest(server().address() + " user=guest", Context());
  EXPECT_EQ(code_of([&] { guest.run("CREATE TABLE public.x(a INT)", {}, Context()); }), ErrorCode::permission_denied);
}

TEST_F(PostgresConnection, AStopCancelsWhatRunsOnTheServer) {
  Connection connection = connect();
  std::stop_source stop;
  std::jthread stopper([&] {
    std::this_thread::sleep_for(milliseconds(200));
    stop.request_stop();
  });
  const auto begin = steady_clock::now();
  EXPECT_EQ(code_of([&] { connection.run("SELECT pg_sleep(60)", {}, Context().with_stop(stop.get_token())); }), ErrorCode::cancelled);
  EXPECT_LT(steady_clock::now() - begin, std::chrono::seconds(10));
  EXPECT_FALSE(connection.idle());
  for (int turn = 0; turn < 100 && active("pg_sleep(60)") != 0; ++turn) std::this_thread::sleep_for(milliseconds(50));
  EXPECT_EQ(active("pg_sleep(60)"), 0);
}

TEST_F(PostgresConnection, ADeadlineEndsAStatement) {
  Connection connection = connect();
  const auto begin = steady_clock::now();
  const Context late = Context().with_timeout(milliseconds(100));
  EXPECT_EQ(code_of([&] { connection.run("SELECT pg_sleep(60)", {}, late); }), ErrorCode::deadline_exceeded);
  EXPECT_LT(steady_clock::now() - begin, std::chrono::seconds(10));
}

TEST_F(PostgresConnection, AConnectionThatIsCutIsLost) {
  Connection connection = connect();
  const std::string process(connection.run("SELECT pg_backend_pid()", {}, Context()).text(0, 0));
  std::jthread killer([&] {
    std::this_thread::sleep_for(milliseconds(100));
    connect().run("SELECT pg_terminate_backend($1::int)", {process}, Context());
  });
  EXPECT_EQ(code_of([&] { connection.run("SELECT pg_sleep(60)", {}, Context()); }), ErrorCode::connection_failed);
  EXPECT_FALSE(connection.usable());
}

TEST_F(PostgresConnection, ATransactionIsUndoneUnlessCommitted) {
  Connection connection = connect();
  connection.run("CREATE TABLE kept(a INT)", {}, Context());
  const Context context;
  for (const bool commit : {false, true}) {
    postgres::Transaction transaction(connection, context);
    connection.run("INSERT INTO kept VALUES(1)", {}, context);
    if (commit) transaction.commit();
  }
  EXPECT_EQ(connection.run("SELECT count(*) FROM kept", {}, context).integer(0, 0), 1);
}

TEST(PostgresAddress, APasswordIsNeverTold) {
  const std::pair<const char*, ErrorCode> addresses[] = {{"postgresql://u:hidden-pw@127.0.0.1:1/d", ErrorCode::connection_failed},
                                                         {"postgresql://u:hidden-pw%zz@h", ErrorCode::invalid_argument},
                                                         {"nonsense hidden-pw", ErrorCode::invalid_argument}};
  for (const auto& [address, code] : addresses) {
    try {
      const Connection connection(address, Context());
      ADD_FAILURE() << address;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), code) << error.what();
      EXPECT_EQ(std::string(error.what()).find("hidden-pw"), std::string::npos) << error.what();
    }
  }
}

}  // namespace
}  // namespace baton
