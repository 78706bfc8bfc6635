#include <baton/memory/postgres_memory.hpp>

#include <chrono>

#include "postgres/postgres_fixture.hpp"
#include "memory/store_contract.hpp"

namespace baton {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

class PostgresMemoryTest : public test::PostgresTest {
 protected:
  /// Tables of one's own, in the schema `schema_`.
  [[nodiscard]] PostgresMemory fresh(PostgresMemoryOptions options = {}) {
    static int schemas = 0;
    schema_ = "s" + std::to_string(++schemas);
    connect().run("CREATE SCHEMA " + schema_, {}, {});
    return again(options);
  }
  /// The same tables once more.
  [[nodiscard]] PostgresMemory again(PostgresMemoryOptions options = {}) const {
    return sync_wait(PostgresMemory::open(Secret(server().address() + " options='-c search_path=" + schema_ + "'"), options, {}));
  }

  std::string schema_;
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
  const PostgresMemory second = again();
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
  postgres::Connection other(server().address(), {});
  const Context patient;
  postgres::Transaction holding(other, patient);
  other.run("SELECT * FROM " + schema_ + ".baton_memory_scopes FOR UPDATE", {}, patient);
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
  ASSERT_TRUE(server().halt());
  EXPECT_EQ(code_of([&] { static_cast<void>(sync_wait(memory.facts->read(ada, FactRead::current, {}))); }),
            ErrorCode::connection_failed);
  ASSERT_TRUE(server().resume());
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
  try {
    static_cast<void>(sync_wait(PostgresMemory::open(Secret("host=h"), {.fact_history = 1}, {})));
    FAIL() << "that is no history";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::invalid_argument);
  }
}

}  // namespace
}  // namespace baton
