#include "postgres/pool.hpp"

#include <baton/core/sync_wait.hpp>

#include "postgres/postgres_fixture.hpp"

namespace baton {
namespace {

using postgres::Connection;
using postgres::Pool;

class PostgresPool : public test::PostgresTest {
 protected:
  static std::int64_t process_of(Pool& pool) {
    auto work = [](Connection& connection, const Context& context) {
      return connection.run("SELECT pg_backend_pid()", {}, context).integer(0, 0);
    };
    return sync_wait(pool.run(work, Context()));
  }
};

TEST_F(PostgresPool, KeepsConnectionsForTheNextCall) {
  const auto pool = std::make_shared<Pool>(Secret(server().address()), 1);
  const std::int64_t first = process_of(*pool);
  EXPECT_EQ(process_of(*pool), first);
  const auto none = std::make_shared<Pool>(Secret(server().address()), 0);
  EXPECT_NE(process_of(*none), process_of(*none));
  Connection other = connect();
  other.run("SELECT pg_terminate_backend($1::int, 5000)", {first}, Context());
  EXPECT_NE(process_of(*pool), first);
}

TEST_F(PostgresPool, UndoesTheWorkThatThrew) {
  const auto pool = std::make_shared<Pool>(Secret(server().address()), 1);
  auto work = [](Connection& connection, const Context& context) {
    connection.run("CREATE TABLE undone(a INT)", {}, context);
    connection.run("SELECT 1/0", {}, context);
  };
  EXPECT_EQ(code_of([&] { sync_wait(pool->run(work, Context())); }), ErrorCode::invalid_argument);
  Connection other = connect();
  EXPECT_TRUE(other.run("SELECT to_regclass('undone') IS NULL", {}, Context()).flag(0, 0));
}

}  // namespace
}  // namespace baton
