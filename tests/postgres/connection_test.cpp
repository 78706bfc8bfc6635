#include "postgres/connection.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <stop_token>
#include <thread>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

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

TEST_F(PostgresConnection, GivesRowsOneByOne) {
  Connection connection = connect();
  const Context context;
  connection.begin("SELECT i AS number FROM generate_series(1, $1::int) AS i", {std::int64_t{3}}, context);
  for (std::int64_t i = 1; i <= 3; ++i) EXPECT_EQ(connection.next(context).integer(0, 0), i);
  const auto end = connection.next(context);
  EXPECT_EQ(end.size(), 0U);
  EXPECT_EQ(end.name(0), "number");
  EXPECT_TRUE(connection.idle());
  connection.begin("SELECT generate_series(1, 1000000000000)", {}, context);
  EXPECT_EQ(connection.next(context).integer(0, 0), 1);
  connection.abandon(context);
  EXPECT_TRUE(connection.idle());
  connection.begin("SELECT 1/(3-generate_series(1, 3))", {}, context);
  static_cast<void>(connection.next(context));
  static_cast<void>(connection.next(context));
  EXPECT_EQ(code_of([&] { static_cast<void>(connection.next(context)); }), ErrorCode::invalid_argument);
  EXPECT_TRUE(connection.idle());
  connection.begin("SELECT 1; SELECT 2", {}, context);
  EXPECT_EQ(code_of([&] { static_cast<void>(connection.next(context)); }), ErrorCode::internal);
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
  Connection hasty = connect();
  hasty.run("SET statement_timeout=50", {}, Context());
  EXPECT_EQ(code_of([&] { hasty.run("SELECT pg_sleep(30)", {}, Context()); }), ErrorCode::deadline_exceeded);
  connection.run("CREATE ROLE guest LOGIN", {}, Context());
  Connection guest(server().address() + " user=guest", Context());
  EXPECT_EQ(code_of([&] { guest.run("CREATE TABLE public.x(a INT)", {}, Context()); }), ErrorCode::permission_denied);
}

TEST_F(PostgresConnection, AStopCancelsWhatRunsOnTheServer) {
  Connection connection = connect();
  std::stop_source stop;
  std::jthread stopper([&] {
    for (int turn = 0; turn < 500 && active("pg_sleep(60)") == 0; ++turn) std::this_thread::sleep_for(milliseconds(20));
    stop.request_stop();
  });
  const auto begin = steady_clock::now();
  EXPECT_EQ(code_of([&] { connection.run("SELECT pg_sleep(60)", {}, Context().with_stop(stop.get_token())); }), ErrorCode::cancelled);
  EXPECT_LT(steady_clock::now() - begin, std::chrono::seconds(10));
  EXPECT_FALSE(connection.idle());
  for (int turn = 0; turn < 100 && active("pg_sleep(60)") != 0; ++turn) std::this_thread::sleep_for(milliseconds(50));
  EXPECT_EQ(active("pg_sleep(60)"), 0);
}

/// The server's first process as long as this lives: it takes no newcomers, while statements go on.
class Paused {
 public:
  explicit Paused(pid_t process) : process_(process) { ::kill(process_, SIGSTOP); }
  Paused(const Paused&) = delete;
  Paused& operator=(const Paused&) = delete;
  ~Paused() { ::kill(process_, SIGCONT); }

 private:
  pid_t process_;
};

TEST_F(PostgresConnection, AStopDoesNotWaitForAServerThatHangs) {
  Connection connection = connect();
  const auto process = connection.run("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)", {}, Context()).integer(0, 0);
  const auto begin = steady_clock::now();
  {
    const Paused paused(static_cast<pid_t>(process));
    const Context late = Context().with_timeout(std::chrono::seconds(1));
    EXPECT_EQ(code_of([&] { connection.run("SELECT pg_sleep(4)", {}, late); }), ErrorCode::deadline_exceeded);
  }
  EXPECT_LT(steady_clock::now() - begin, std::chrono::seconds(10));
  EXPECT_FALSE(connection.idle());
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

/// A port that accepts and never answers.
class SilentPort {
 public:
  SilentPort() {
    socklen_t size = sizeof(address_);
    address_.sin_family = AF_INET;
    address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* address = reinterpret_cast<sockaddr*>(&address_);
    if (::bind(socket_, address, size) != 0 || ::listen(socket_, 4) != 0 || ::getsockname(socket_, address, &size) != 0) std::abort();
  }
  SilentPort(const SilentPort&) = delete;
  SilentPort& operator=(const SilentPort&) = delete;
  ~SilentPort() { ::close(socket_); }
  [[nodiscard]] std::string address() const { return "host=127.0.0.1 sslmode=disable user=x port=" + std::to_string(ntohs(address_.sin_port)); }
  /// The option of this process's socket that is connected to the port; nothing while there is none.
  [[nodiscard]] std::optional<int> client_option(int level, int name) const {
    for (int descriptor = 0; descriptor < 256; ++descriptor) {
      sockaddr_in peer{};
      socklen_t size = sizeof(peer);
      if (::getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &size) != 0 || peer.sin_port != address_.sin_port) continue;
      int value = 0;
      socklen_t length = sizeof(value);
      if (::getsockopt(descriptor, level, name, &value, &length) == 0) return value;
    }
    return std::nullopt;
  }

 private:
  int socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address_{};
};

TEST(PostgresAddress, ADeadNetworkIsNoticedAsTheAddressSays) {
  for (const auto& [more, expected] : {std::pair("", 30'000), std::pair(" tcp_user_timeout=4000", 4'000)}) {
    const SilentPort port;
    std::stop_source seen;
    std::jthread connecting([address = port.address() + more, stop = seen.get_token()] {
      EXPECT_THROW(Connection(address, Context().with_stop(stop)), Error);
    });
    std::optional<int> timeout;
    for (int turn = 0; turn < 1'000 && timeout != expected; ++turn) {
      std::this_thread::sleep_for(milliseconds(10));
      timeout = port.client_option(IPPROTO_TCP, TCP_USER_TIMEOUT);
    }
    EXPECT_EQ(timeout, expected);
    EXPECT_EQ(port.client_option(IPPROTO_TCP, TCP_KEEPIDLE), 15);
    seen.request_stop();
  }
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
