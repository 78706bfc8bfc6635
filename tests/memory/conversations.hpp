#pragma once

#include <cstddef>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/sync_wait.hpp>
#include <baton/memory/memory.hpp>
#include <baton/message/message.hpp>

namespace baton::test {

inline Message calling(std::vector<std::string> ids) {
  Message message{.role = Role::assistant, .parts = {}, .name = {}};
  for (std::string& id : ids) message.parts.push_back(ToolCall{std::move(id), "tool", "{}"});
  return message;
}

inline Message result_of(const std::string& id) { return Message::tool_result({id, "tool", "{}"}, "ok"); }

/// The texts of what a memory yields.
inline std::vector<std::string> load(const Memory& memory) {
  std::vector<std::string> result;
  for (const Message& message : sync_wait(memory.load({}))) result.push_back(message.text());
  return result;
}
inline void add(Memory& memory, std::vector<Message> messages) { sync_wait(memory.add(std::move(messages), {})); }

inline std::vector<Message> turn(const std::string& question, const std::string& answer) {
  return {Message::user(question), Message::assistant(answer)};
}

/// Conversations of every shape, broken ones included. Each message carries its number as its name.
inline std::vector<Message> random_conversation(std::mt19937& random) {
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

inline void expect_no_orphans(const std::vector<Message>& messages) {
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

inline void expect_ascending(const std::vector<Message>& messages) {
  int last = -1;
  for (const Message& message : messages) {
    ASSERT_GT(std::stoi(message.name), last);
    last = std::stoi(message.name);
  }
}

/// How many random conversations a property is tried on: BATON_MEMORY_ROUNDS, or a few for the suite.
inline int memory_rounds() {
  const char* rounds = std::getenv("BATON_MEMORY_ROUNDS");
  return rounds == nullptr ? 2'000 : std::atoi(rounds);
}

}  // namespace baton::test
