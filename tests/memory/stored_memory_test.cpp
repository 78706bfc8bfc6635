#include <baton/memory/stored_memory.hpp>

#include <thread>

#include <baton/core/error.hpp>

#include "memory/conversations.hpp"
#include "memory/memory_fixture.hpp"

namespace baton {
namespace {

using test::add;
using test::load;
using StoredMemoryTest = test::MemoryFileTest;
using Texts = std::vector<std::string>;

TEST_F(StoredMemoryTest, SurvivesTheProcessWithEveryPart) {
  const Message rich{.role = Role::assistant,
                     .parts = {Text{"see"}, Reasoning{"hm", "anthropic", "{}"}, ToolCall{"x", "tool", "{}"}},
                     .name = "n"};
  {
    StoredMemory memory(open()->conversations(), ada_, "one");
    add(memory, {Message::system("s"), Message::user("a"), rich, test::result_of("x")});
  }
  StoredMemory again(open()->conversations(), ada_, "one");
  const auto messages = sync_wait(again.load({}));
  ASSERT_EQ(messages.size(), 4U);
  EXPECT_EQ(messages[2], rich);
}

TEST_F(StoredMemoryTest, ScopesAndConversationsAreApart) {
  const auto store = open()->conversations();
  StoredMemory one(store, ada_, "one");
  StoredMemory two(store, ada_, "two");
  StoredMemory bob(store, bob_, "one");
  StoredMemory other(store, MemoryScope("other", "ada"), "one");
  add(one, {Message::user("a")});
  add(two, {Message::user("b")});
  add(bob, {Message::user("c")});
  EXPECT_EQ(load(one), (Texts{"a"}));
  EXPECT_EQ(load(two), (Texts{"b"}));
  EXPECT_EQ(load(bob), (Texts{"c"}));
  EXPECT_TRUE(load(other).empty());
  EXPECT_EQ(sync_wait(store->names(ada_, {})), (Texts{"one", "two"}));
}

TEST_F(StoredMemoryTest, YieldsTheNewestThatFits) {
  const auto store = open()->conversations();
  const auto one_each = [](const Message&) { return std::size_t{1}; };
  StoredMemory memory(store, ada_, "one", {.max_tokens = 4, .max_messages = 100, .count = one_each});
  add(memory, {Message::system("s"), Message::user("a"), Message::assistant("b"), Message::user("c")});
  add(memory, {Message::assistant("d"), Message::user("e")});
  EXPECT_EQ(load(memory), (Texts{"s", "c", "d", "e"}));
  StoredMemory few(store, ada_, "one", {.max_messages = 1});
  EXPECT_EQ(load(few), (Texts{"s", "e"}));
}

TEST_F(StoredMemoryTest, NoOrphansWhereverTheReadingBegins) {
  const auto store = open()->conversations();
  std::mt19937 random(7);
  for (int round = 0; round < 40; ++round) {
    const std::string name = std::to_string(round);
    StoredMemory memory(store, ada_, name, {.max_tokens = random() % 200, .max_messages = 1 + random() % 8});
    add(memory, test::random_conversation(random));
    const auto messages = sync_wait(memory.load({}));
    ASSERT_NO_FATAL_FAILURE(test::expect_no_orphans(messages));
    ASSERT_NO_FATAL_FAILURE(test::expect_ascending(messages));
  }
}

TEST_F(StoredMemoryTest, ThreadsAndFilesMayShareAConversation) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      StoredMemory memory(open()->conversations(), ada_, "one");
      for (int k = 0; k < 10; ++k) add(memory, {Message::user("q"), Message::assistant("a")});
    });
  }
  for (auto& thread : threads) thread.join();
  StoredMemory memory(open()->conversations(), ada_, "one");
  const auto messages = sync_wait(memory.load({}));
  ASSERT_EQ(messages.size(), 80U);
  for (std::size_t i = 0; i < messages.size(); i += 2) EXPECT_EQ(messages[i].role, Role::user);
}

TEST_F(StoredMemoryTest, RefusesWhatCannotWork) {
  const auto store = open()->conversations();
  EXPECT_THROW(StoredMemory(nullptr, ada_, "one"), Error);
  EXPECT_THROW(StoredMemory(store, ada_, ""), Error);
  EXPECT_THROW(StoredMemory(store, ada_, "one", {.count = nullptr}), Error);
  std::vector<Message> messages(1, Message::user("a"));
  EXPECT_THROW(sync_wait(store->append(ada_, "", messages, {})), Error);
}

TEST_F(StoredMemoryTest, StopsWithItsContext) {
  StoredMemory memory(open()->conversations(), ada_, "one");
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(static_cast<void>(sync_wait(memory.load(Context().with_stop(stop.get_token())))), Error);
}

}  // namespace
}  // namespace baton
