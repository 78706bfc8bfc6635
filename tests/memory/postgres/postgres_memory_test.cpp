#include <baton/memory/postgres_memory.hpp>

#include <chrono>
#include <functional>

#include "memory/postgres/postgres_test_server.hpp"
#include "memory/store_contract.hpp"
#include "postgres/postgres.hpp"

namespace baton {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

ErrorCode code_of(const std::function<void()>& function) {
  try {
    function();
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

class PostgresMemoryTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!test::PostgresTestServer::installed()) GTEST_SKIP() << "no Postgres server: scripts/packages test";
    ASSERT_TRUE(server_.start());
  }
  /// Tables of one's own.
  [[nodiscard]] PostgresMemory fresh(PostgresMemoryOptions options = {}) {
    const std::string schema = "s" + std::to_string(++schemas_);
    postgres::Connection connection(server_.address(), {});
    connection.run(("CREATE SCHEMA " + schema).c_str(), {}, {});
    return open(schema, options);
  }
  [[nodiscard]] PostgresMemory open(const std::string& schema, PostgresMemoryOptions options = {}) {
    return sync_wait(PostgresMemory::open(Secret(server_.address() + " options='-c search_path=" + schema + "'"),
                                          options, {}));
  }

  test::PostgresTestServer server_;

 private:
  int schemas_ = 0;
};

TEST_F(PostgresMemoryTest, KeepsTheContractOfStores) {
  test::keeps_every_field_of_a_fact(*fresh().facts);
  test::makes_revisions_of_facts(*fresh().facts);
  test::refuses_a_revision_of_an_old_state(*fresh().facts);
  test::never_gives_a_number_twice(*fresh().facts);
  test::keeps_facts_of_scopes_apart(*fresh().facts);
  test::shortens_its_history(*fresh({.fact_history = 4}).facts);
  test::lets_one_of_many_commit(*fresh().facts);
  test::keeps_conversations(*fresh().conversations);
}

TEST_F(PostgresMemoryTest, TwoProcessesShareAConversation) {
  const PostgresMemory first = fresh();
  const PostgresMemory second = open("s1");
  const MemoryScope ada("acme", "ada");
  std::vector<std::thread> threads;
  for (const PostgresMemory* memory : {&first, &second, &first, &second}) {
    threads.emplace_back([memory, &ada] {
      for (int i = 0; i < 10; ++i) {
        sync_wait(memory->conversations->append(ada, "one", {Message::user("q"), Message::assistant("a")}, {}));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  const auto messages = sync_wait(first.conversations->newest(ada, "one", 1'000, {}));
  ASSERT_EQ(messages.size(), 80U);
  for (std::size_t i = 0; i < messages.size(); i += 2) EXPECT_EQ(messages[i].role, Role::user);
}

TEST_F(PostgresMemoryTest, GivesUpAtItsDeadlineAndCancelsOnTheServer) {
  const PostgresMemory memory = fresh();
  const MemoryScope ada("acme", "ada");
  static_cast<void>(test::commit_texts(*memory.facts, ada, 0, {"one"}));
  postgres::Connection other(server_.address(), {});
  postgres::Transaction holding(other, Context());
  other.run("SELECT * FROM s1.baton_memory_scopes FOR UPDATE", {}, {});
  const auto begin = steady_clock::now();
  EXPECT_EQ(code_of([&] { sync_wait(memory.facts->erase(ada, Context().with_timeout(milliseconds(200)))); }),
            ErrorCode::deadline_exceeded);
  EXPECT_LT(steady_clock::now() - begin, std::chrono::seconds(4));
  EXPECT_EQ(sync_wait(memory.facts->read(ada, FactRead::current, {})).versions.size(), 1U);
}

TEST_F(PostgresMemoryTest, ComesBackWhenTheServerDoes) {
  const PostgresMemory memory = fresh();
  const MemoryScope ada("acme", "ada");
  const FactRevision first = test::commit_texts(*memory.facts, ada, 0, {"one"});
  ASSERT_TRUE(server_.halt());
  EXPECT_EQ(code_of([&] { static_cast<void>(sync_wait(memory.facts->read(ada, FactRead::current, {}))); }),
            ErrorCode::connection_failed);
  ASSERT_TRUE(server_.resume());
  EXPECT_EQ(sync_wait(memory.facts->read(ada, FactRead::current, {})).revision, first.revision);
}

TEST(PostgresMemory, NeverTellsThePassword) {
  try {
    static_cast<void>(sync_wait(PostgresMemory::open(Secret("postgresql://u:hidden-pw@127.0.0.1:1/d"), {}, {})));
    FAIL() << "nobody listens there";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::connection_failed);
    EXPECT_EQ(error.message().find("hidden-pw"), std::string::npos) << error.message();
  }
  try {
    static_cast<void>(sync_wait(PostgresMemory::open(Secret("postgresql://u:hidden-pw%zz@h"), {}, {})));
    FAIL() << "that is no address";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
    EXPECT_EQ(error.message().find("hidden-pw"), std::string::npos) << error.message();
  }
  EXPECT_EQ(code_of([] {
              static_cast<void>(sync_wait(PostgresMemory::open(Secret("nonsense hidden"), {.fact_history = 1}, {})));
            }),
            ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton
