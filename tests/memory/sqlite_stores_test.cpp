/// The contract of stores, kept by a `MemoryFile`.
#include "memory/store_contract.hpp"

namespace baton {
namespace {

using SqliteStoresTest = test::MemoryFileTest;

TEST_F(SqliteStoresTest, KeepsEveryFieldOfAFact) { test::keeps_every_field_of_a_fact(*open()->facts()); }
TEST_F(SqliteStoresTest, MakesRevisionsOfFacts) { test::makes_revisions_of_facts(*open()->facts()); }
TEST_F(SqliteStoresTest, RefusesARevisionOfAnOldState) { test::refuses_a_revision_of_an_old_state(*open()->facts()); }
TEST_F(SqliteStoresTest, NeverGivesANumberTwice) { test::never_gives_a_number_twice(*open()->facts()); }
TEST_F(SqliteStoresTest, KeepsFactsOfScopesApart) { test::keeps_facts_of_scopes_apart(*open()->facts()); }
TEST_F(SqliteStoresTest, ShortensItsHistory) { test::shortens_its_history(*open({.fact_history = 4})->facts()); }
TEST_F(SqliteStoresTest, LetsOneOfManyCommit) { test::lets_one_of_many_commit(*open()->facts()); }
TEST_F(SqliteStoresTest, KeepsConversations) { test::keeps_conversations(*open()->conversations()); }

}  // namespace
}  // namespace baton
