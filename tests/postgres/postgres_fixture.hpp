#pragma once

#include <functional>
#include <string>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

#include "postgres/connection.hpp"
#include "postgres/postgres_test_server.hpp"

namespace baton::test {

/// Tests that share one server of the program's.
class PostgresTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!PostgresTestServer::installed()) GTEST_SKIP() << "no Postgres server: scripts/packages test";
    ASSERT_TRUE(running());
  }
  static PostgresTestServer& server() {
    static PostgresTestServer one;
    return one;
  }
  [[nodiscard]] static postgres::Connection connect() { return {server().address(), Context()}; }
  /// Backends that run a statement which contains `part`.
  static std::int64_t active(const std::string& part) {
    postgres::Connection other(server().address(), Context());
    return other.run("SELECT count(*) FROM pg_stat_activity WHERE state='active' AND pid<>pg_backend_pid() AND strpos(query, $1::text)>0",
                     {part}, Context())
        .integer(0, 0);
  }
  static ErrorCode code_of(const std::function<void()>& function) {
    try {
      function();
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::internal;
  }

 private:
  static bool running() {
    static const bool started = server().start();
    return started;
  }
};

}  // namespace baton::test
