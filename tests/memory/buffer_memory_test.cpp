#include <baton/memory/buffer_memory.hpp>

#include <map>
#include <random>
#include <thread>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/sync_wait.hpp>

namespace baton {
namespace {

Message calling(std::vector<std::string> ids) {
  Message message{.role = Role::assistant, .parts = {}, .name = {}};
  for (std::string& id : ids) message.parts.push_back(ToolCall{std::move(id), "tool", "{}"});
  return message;
}

Message result_of(const std::string& id) { return Message::tool_result({id, "tool", "{}"}, "ok"); }

std::vector<Message> load(const Memory& memory) { return sync_wait(memory.load({})); }
void add(Memory& memory, std::vector<Message> messages) { sync_wait(memory.add(std::move(messages), {})); }

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

/// Conversations of every shape, broken ones included. Each message carries its number as its name.
std::vector<Message> random_conversation(std::mt19937& random) {
  std::vector<Message> talk;
  std::vector<std::string> open;
  const std::size_t length = random() % 12;
  while (talk.size() < length) {
    const auto dice = random() % 10;
    if (!open.empty() && dice < 7) {
      talk.push_back(result_of(open.back()));
      open.pop_back();
    } else if (dice == 0) {
      talk.push_back(Message::system("be brief"));
    } else if (dice < 4) {
      talk.push_back(Message::user(std::string(random() % 60, 'q')));
    } else if (dice < 6) {
      talk.push_back(Message::assistant(std::string(random() % 60, 'a')));
    } else if (dice < 9) {
      open.clear();
      for (std::size_t i = 0; i < 1 + random() % 3; ++i) open.push_back("c" + std::to_string(random() % 1000));
      talk.push_back(calling(open));
    } else {
      talk.push_back(result_of("stray"));
    }
  }
  for (std::size_t i = 0; i < talk.size(); ++i) talk[i].name = std::to_string(i);
  return talk;
}

void expect_no_orphans(const std::vector<Message>& messages) {
  std::map<std::string, int> open;
  for (const Message& message : messages) {
    for (const Part& part : message.parts) {
      if (const auto* call = std::get_if<ToolCall>(&part)) ++open[call->id];
      if (const auto* result = std::get_if<ToolResult>(&part)) {
        ASSERT_GT(open[result->call_id]--, 0) << "a result without its call";
      }
    }
    const bool answers = message.role == Role::tool || !message.tool_calls().empty();
    if (answers) continue;
    for (const auto& [id, count] : open) ASSERT_EQ(count, 0) << "a call without its result";
  }
}

void expect_ascending(const std::vector<Message>& messages) {
  int last = -1;
  for (const Message& message : messages) {
    ASSERT_GT(std::stoi(message.name), last);
    last = std::stoi(message.name);
  }
}

TEST(Memory, NeverSeparatesACallFromItsResultInAnyConversation) {
  std::mt19937 random(4);
  for (int round = 0; round < 100'000; ++round) {
    const auto talk = random_conversation(random);
    const std::size_t budget = random() % 80;
    TokenWindowMemory window({.max_tokens = budget});
    BufferMemory buffer({.last_turns = random() % 4});
    // In one piece, or message by message.
    if (random() % 2 == 0) {
      add(window, talk);
    } else {
      for (const Message& message : talk) add(window, {message});
    }
    add(buffer, talk);
    std::size_t tokens = 0;
    std::size_t fixed = 0;
    const auto kept = load(window);
    for (const Message& message : kept) {
      (message.role == Role::system ? fixed : tokens) += estimate_message_tokens(message);
    }
    ASSERT_TRUE(tokens == 0 || tokens + fixed <= budget);
    ASSERT_NO_FATAL_FAILURE(expect_no_orphans(kept));
    ASSERT_NO_FATAL_FAILURE(expect_ascending(kept));
    ASSERT_NO_FATAL_FAILURE(expect_no_orphans(load(buffer)));
    ASSERT_NO_FATAL_FAILURE(expect_ascending(load(buffer)));
  }
}

}  // namespace
}  // namespace baton
