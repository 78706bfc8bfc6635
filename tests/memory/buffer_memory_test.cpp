#include <baton/memory/buffer_memory.hpp>

#include <thread>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/sync_wait.hpp>

#include "memory/conversations.hpp"

namespace baton {
namespace {

using test::add;
using test::calling;
using test::result_of;

std::vector<Message> load(const Memory& memory) { return sync_wait(memory.load({})); }

std::vector<std::string> texts(const std::vector<Message>& messages) {
  std::vector<std::string> result;
  for (const auto& message : messages) result.push_back(message.text());
  return result;
}

using Texts = std::vector<std::string>;

TEST(BufferMemory, KeepsAll) {
  BufferMemory memory;
  EXPECT_TRUE(load(memory).empty());
  add(memory, {Message::user("a"), Message::assistant("b")});
  add(memory, {Message::user("c")});
  EXPECT_EQ(texts(load(memory)), (Texts{"a", "b", "c"}));
  memory.clear();
  EXPECT_TRUE(load(memory).empty());
}

TEST(BufferMemory, KeepsTheLastTurnsAndSystemMessages) {
  BufferMemory memory({.last_turns = 2});
  add(memory, {Message::system("s"), Message::user("a"), Message::assistant("b"), Message::user("c"),
               Message::assistant("d"), Message::user("e")});
  EXPECT_EQ(texts(load(memory)), (Texts{"s", "c", "d", "e"}));
}

TEST(BufferMemory, StopsWithItsContext) {
  BufferMemory memory;
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(sync_wait(memory.load(Context().with_stop(stop.get_token()))), Error);
}

TEST(TokenWindowMemory, ForgetsTheOldestFirst) {
  TokenWindowMemory memory({.max_tokens = 3, .count = [](const Message&) { return std::size_t{1}; }});
  add(memory, {Message::user("a"), Message::user("b"), Message::user("c"), Message::user("d")});
  EXPECT_EQ(texts(load(memory)), (Texts{"b", "c", "d"}));
}

TEST(TokenWindowMemory, BeginsWithAQuestion) {
  TokenWindowMemory memory({.max_tokens = 3, .count = [](const Message&) { return std::size_t{1}; }});
  add(memory, {Message::user("a"), Message::assistant("b"), Message::user("c"), Message::assistant("d")});
  EXPECT_EQ(texts(load(memory)), (Texts{"c", "d"}));
}

TEST(TokenWindowMemory, KeepsSystemMessagesWhateverTheyCost) {
  TokenWindowMemory memory({.max_tokens = 10});
  add(memory, {Message::system(std::string(400, 's')), Message::user("a")});
  EXPECT_EQ(load(memory).size(), 1U);
  EXPECT_EQ(load(memory)[0].role, Role::system);
}

TEST(TokenWindowMemory, RefusesToCountByNothing) {
  EXPECT_THROW(TokenWindowMemory({.max_tokens = 1, .count = nullptr}), Error);
}

TEST(TokenWindowMemory, CountsEveryKindOfPart) {
  const std::size_t empty = estimate_message_tokens(Message::user(""));
  EXPECT_GT(estimate_message_tokens(Message::user("some words here")), empty);
  EXPECT_GT(estimate_message_tokens(calling({"a"})), empty);
  EXPECT_GT(estimate_message_tokens(result_of("a")), empty);
  EXPECT_GT(estimate_message_tokens(Message::user(std::vector<Part>{Image{}})), empty);
  EXPECT_GT(estimate_message_tokens(Message::user(std::vector<Part>{File{}})), empty);
  EXPECT_GT(estimate_message_tokens(Message::user(std::vector<Part>{Reasoning{"thinking hard", "", ""}})), empty);
}

TEST(Memory, ThreadsMayShareIt) {
  BufferMemory buffer;
  TokenWindowMemory window({.max_tokens = 100});
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 100; ++k) {
        for (Memory* memory : std::initializer_list<Memory*>{&buffer, &window}) {
          add(*memory, {Message::user("q"), Message::assistant("a")});
          static_cast<void>(load(*memory));
        }
      }
    });
  }
  for (auto& thread : threads) thread.join();
  const auto all = load(buffer);
  ASSERT_EQ(all.size(), 800U);
  for (std::size_t i = 0; i < all.size(); i += 2) EXPECT_EQ(all[i].role, Role::user);
}

}  // namespace
}  // namespace baton
