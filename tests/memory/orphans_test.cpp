/// What every memory that cuts a conversation owes: no call without its results, no result without its call.
/// BATON_MEMORY_ROUNDS=100000 tries it on as many random conversations.
#include <random>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/memory/buffer_memory.hpp>
#include <baton/memory/compact.hpp>
#include <baton/memory/entity_memory.hpp>
#include <baton/memory/summary_memory.hpp>
#include <baton/provider/testing.hpp>

#include "memory/conversations.hpp"

namespace baton {
namespace {

using test::add;
using test::expect_ascending;
using test::expect_no_orphans;
using test::memory_rounds;
using test::random_conversation;

std::vector<Message> load(const Memory& memory) { return sync_wait(memory.load({})); }

TEST(Orphans, NoneInAnyWindow) {
  std::mt19937 random(4);
  for (int round = 0; round < memory_rounds(); ++round) {
    const auto talk = random_conversation(random);
    const std::size_t budget = random() % 80;
    TokenWindowMemory window({.max_tokens = budget});
    const std::size_t turns = random() % 4;
    BufferMemory buffer({.last_turns = turns});
    BufferMemory pieces({.last_turns = turns});
    // In one piece, or message by message.
    if (random() % 2 == 0) {
      add(window, talk);
    } else {
      for (const Message& message : talk) add(window, {message});
    }
    add(buffer, talk);
    for (const Message& message : talk) add(pieces, {message});
    ASSERT_EQ(load(pieces), load(buffer));
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

/// The conversation without what a memory puts in front of it.
std::vector<Message> told(std::vector<Message> messages) {
  std::erase_if(messages, [](const Message& message) { return message.name.empty() || message.role == Role::system; });
  return messages;
}

TEST(Orphans, NoneInAnySummaryOrNotes) {
  std::mt19937 random(5);
  const Model writer(std::make_shared<FunctionModel>([&](const ChatRequest& request) -> std::string {
    if (random() % 4 == 0) throw Error(ErrorCode::rate_limited, "not now");
    const bool notes = request.options.format.kind == ResponseFormat::Kind::schema;
    return notes ? R"({"entities":[{"name":"q","summary":"asked"}]})" : "It was said.";
  }));
  for (int round = 0; round < memory_rounds() / 10; ++round) {
    const auto talk = random_conversation(random);
    const std::size_t budget = 20 + random() % 80;
    SummaryMemory summary(writer, {.max_tokens = budget, .keep_tokens = random() % budget});
    EntityMemory notes(writer, {.last_turns = 1 + random() % 3});
    for (const Message& message : talk) {
      try {
        add(summary, {message});
      } catch (const Error&) {  // NOLINT: the model failed too often; the message is in
      }
      add(notes, {message});
      ASSERT_NO_FATAL_FAILURE(expect_no_orphans(told(load(summary))));
      ASSERT_NO_FATAL_FAILURE(expect_ascending(told(load(summary))));
      ASSERT_NO_FATAL_FAILURE(expect_no_orphans(told(load(notes))));
      ASSERT_NO_FATAL_FAILURE(expect_ascending(told(load(notes))));
    }
  }
}

TEST(Orphans, NoneInAnyCompactedRequest) {
  std::mt19937 random(6);
  int fitted = 0;
  for (int round = 0; round < memory_rounds(); ++round) {
    ChatRequest request;
    request.messages = random_conversation(random);
    if (random() % 2 == 0) request.tools.push_back({.name = "tool", .description = std::string(random() % 60, 'd')});
    const std::size_t limit = random() % 120;
    const std::size_t before = request.messages.size();
    try {
      const Compacted compacted = compact(request, {.max_tokens = limit});
      ++fitted;
      ASSERT_EQ(compacted.request.messages.size() + compacted.dropped.size(), before);
      std::size_t tokens = estimate_overhead_tokens(compacted.request);
      for (const Message& message : compacted.request.messages) tokens += estimate_message_tokens(message);
      ASSERT_EQ(tokens, compacted.tokens);
      ASSERT_LE(tokens, limit);
      ASSERT_NO_FATAL_FAILURE(expect_no_orphans(compacted.request.messages));
      ASSERT_NO_FATAL_FAILURE(expect_ascending(compacted.request.messages));
    } catch (const Error& error) {
      ASSERT_EQ(error.code(), ErrorCode::context_too_long);
    }
  }
  EXPECT_GT(fitted, memory_rounds() / 3);
}

}  // namespace
}  // namespace baton
