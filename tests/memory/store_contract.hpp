#pragma once

#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/memory/conversation_store.hpp>
#include <baton/memory/fact_store.hpp>

#include "memory/conversations.hpp"
#include "memory/memory_fixture.hpp"

/// What every store of conversations and of facts owes, wherever it keeps them. Each function is one promise and
/// wants an empty store.
namespace baton::test {

inline std::map<std::int64_t, std::string> fact_texts(const FactSet& set) {
  std::map<std::int64_t, std::string> texts;
  for (const FactVersion& version : set.versions) texts[version.id] = version.fact ? version.fact->text : "(gone)";
  return texts;
}

inline std::int64_t change(FactStore& store, const MemoryScope& scope, std::int64_t base, std::int64_t id,
                           std::optional<Fact> fact) {
  std::vector<FactChange> changes;
  changes.push_back({.id = id, .fact = std::move(fact)});
  const auto done = sync_wait(store.commit(scope, base, std::move(changes), {}));
  EXPECT_TRUE(done);
  return done ? done->revision : -1;
}

inline void keeps_every_field_of_a_fact(FactStore& store) {
  const MemoryScope scope("a'; DROP TABLE facts; --", "\xe6\x9d\xb1 \"x\"");
  const auto at = std::chrono::system_clock::time_point(std::chrono::milliseconds(1'700'000'000'123));
  const Fact fact{.text = "It's \"quoted\"; \xf0\x9f\x98\x80",
                  .importance = 0.25,
                  .learned = at,
                  .confirmed = at + std::chrono::milliseconds(1),
                  .mentions = 3,
                  .sources = {{"talk", "quote", "user", "model", at}, {"other", "q2", "tool", "m2", at}},
                  .embedder = "offline/x",
                  .vector = {0.5F, -1.25F, 1e-30F}};
  static_cast<void>(change(store, scope, 0, 0, fact));
  const FactSet set = sync_wait(store.read(scope, FactRead::current, {}));
  ASSERT_EQ(set.versions.size(), 1U);
  EXPECT_EQ(*set.versions[0].fact, fact);
  EXPECT_EQ(set.versions[0].revision, set.revision);
}

inline void makes_revisions_of_facts(FactStore& store) {
  const MemoryScope scope("acme", "ada");
  EXPECT_EQ(sync_wait(store.read(scope, FactRead::history, {})).revision, 0);
  const FactRevision first = commit_texts(store, scope, 0, {"one", "two"});
  const std::int64_t second = change(store, scope, first.revision, first.ids[0], plain_fact("one more"));
  const std::int64_t third = change(store, scope, second, first.ids[1], std::nullopt);
  EXPECT_LT(first.revision, second);
  EXPECT_LT(second, third);
  const FactSet current = sync_wait(store.read(scope, FactRead::current, {}));
  EXPECT_EQ(current.revision, third);
  EXPECT_EQ(fact_texts(current), (std::map<std::int64_t, std::string>{{first.ids[0], "one more"}}));
  const FactSet history = sync_wait(store.read(scope, FactRead::history, {}));
  ASSERT_EQ(history.versions.size(), 4U);
  EXPECT_EQ(history.versions[0].fact->text, "one");
  EXPECT_EQ(history.versions[1].fact->text, "one more");
  EXPECT_FALSE(history.versions[3].fact);
}

inline void refuses_a_revision_of_an_old_state(FactStore& store) {
  const MemoryScope scope("acme", "ada");
  const FactRevision first = commit_texts(store, scope, 0, {"one"});
  std::vector<FactChange> changes;
  changes.push_back({.id = 0, .fact = plain_fact("late")});
  EXPECT_FALSE(sync_wait(store.commit(scope, 0, changes, {})));
  EXPECT_FALSE(sync_wait(store.commit(scope, first.revision + 1, changes, {})));
  EXPECT_EQ(sync_wait(store.read(scope, FactRead::history, {})).versions.size(), 1U);
}

inline void never_gives_a_number_twice(FactStore& store) {
  const MemoryScope scope("acme", "ada");
  const FactRevision before = commit_texts(store, scope, 0, {"one"});
  sync_wait(store.erase(scope, {}));
  EXPECT_EQ(sync_wait(store.read(scope, FactRead::history, {})).revision, 0);
  const FactRevision after = commit_texts(store, scope, 0, {"one"});
  EXPECT_GT(after.revision, before.revision);
  EXPECT_NE(after.ids, before.ids);
}

inline void keeps_facts_of_scopes_apart(FactStore& store) {
  const std::vector<MemoryScope> scopes = {{"a", "bc"}, {"ab", "c"}, {"A", "bc"}, {"a", "bc "}};
  for (const MemoryScope& scope : scopes) static_cast<void>(commit_texts(store, scope, 0, {scope.tenant() + scope.user()}));
  for (const MemoryScope& scope : scopes) {
    const FactSet set = sync_wait(store.read(scope, FactRead::current, {}));
    ASSERT_EQ(set.versions.size(), 1U);
    EXPECT_EQ(set.versions[0].fact->text, scope.tenant() + scope.user());
  }
  sync_wait(store.erase(scopes[0], {}));
  EXPECT_TRUE(sync_wait(store.read(scopes[0], FactRead::history, {})).versions.empty());
  EXPECT_EQ(sync_wait(store.read(scopes[1], FactRead::current, {})).versions.size(), 1U);
}

/// For a store that keeps four old versions.
inline void shortens_its_history(FactStore& store) {
  const MemoryScope scope("acme", "ada");
  const FactRevision first = commit_texts(store, scope, 0, {"0", "still"});
  std::vector<std::int64_t> revisions = {first.revision};
  for (int i = 1; i <= 20; ++i) {
    revisions.push_back(change(store, scope, revisions.back(), first.ids[0], plain_fact(std::to_string(i))));
  }
  const FactSet history = sync_wait(store.read(scope, FactRead::history, {}));
  EXPECT_LE(history.versions.size(), 6U);
  EXPECT_GE(history.versions.size(), 4U);
  EXPECT_GT(history.oldest, revisions[10]);
  EXPECT_LT(history.oldest, revisions.back());
  // The state at the oldest revision is still whole.
  bool found = false;
  for (const FactVersion& version : history.versions) found = found || version.revision == history.oldest;
  EXPECT_TRUE(found);
  EXPECT_EQ(sync_wait(store.read(scope, FactRead::current, {})).versions.size(), 2U);
}

inline void lets_one_of_many_commit(FactStore& store) {
  const MemoryScope scope("acme", "ada");
  constexpr int each = 10;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int done = 0; done < each;) {
        const FactSet set = sync_wait(store.read(scope, FactRead::current, {}));
        std::vector<FactChange> changes;
        changes.push_back({.id = 0, .fact = plain_fact("after " + std::to_string(set.revision))});
        if (sync_wait(store.commit(scope, set.revision, std::move(changes), {}))) ++done;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  const FactSet set = sync_wait(store.read(scope, FactRead::current, {}));
  EXPECT_EQ(set.versions.size(), 4U * each);
  std::map<std::string, int> bases;
  for (const FactVersion& version : set.versions) EXPECT_EQ(++bases[version.fact->text], 1);
}

inline void keeps_conversations(ConversationStore& store) {
  const MemoryScope scope("acme", "ada");
  const std::string name = "a'b\"c; \xe6\x9d\xb1";
  std::vector<Message> all = {Message::system("s"), Message::user("a\n'\""), calling({"x"}), result_of("x")};
  sync_wait(store.append(scope, name, {all[0], all[1]}, {}));
  sync_wait(store.append(scope, name, {all[2], all[3]}, {}));
  sync_wait(store.append(scope, "b", {Message::user("other")}, {}));
  sync_wait(store.append(MemoryScope("acme", "bob"), name, {Message::user("bob's")}, {}));
  EXPECT_EQ(sync_wait(store.newest(scope, name, 100, {})), all);
  EXPECT_EQ(sync_wait(store.newest(scope, name, 1, {})), (std::vector<Message>{all[0], all[3]}));
  EXPECT_EQ(sync_wait(store.newest(scope, name, 0, {})), (std::vector<Message>{all[0]}));
  EXPECT_EQ(sync_wait(store.names(scope, {})), (std::vector<std::string>{name, "b"}));
  sync_wait(store.erase(scope, name, {}));
  EXPECT_EQ(sync_wait(store.names(scope, {})), (std::vector<std::string>{"b"}));
  sync_wait(store.erase(scope, std::nullopt, {}));
  EXPECT_TRUE(sync_wait(store.names(scope, {})).empty());
  EXPECT_EQ(sync_wait(store.names(MemoryScope("acme", "bob"), {})).size(), 1U);
}

}  // namespace baton::test
