#include "message_groups.hpp"

#include <set>
#include <string>
#include <variant>

namespace baton::inline v0 {
namespace {

std::multiset<std::string> results_of(const Message& message) {
  std::multiset<std::string> ids;
  for (const Part& part : message.parts) {
    if (const auto* result = std::get_if<ToolResult>(&part)) ids.insert(result->call_id);
  }
  return ids;
}

std::multiset<std::string> calls_of(const Message& message) {
  std::multiset<std::string> ids;
  for (const Part& part : message.parts) {
    if (const auto* call = std::get_if<ToolCall>(&part)) ids.insert(call->id);
  }
  return ids;
}

/// Strikes the results off the open calls; false when one belongs to none of them.
bool answer(std::multiset<std::string>& open, const std::multiset<std::string>& results) {
  for (const std::string& id : results) {
    const auto call = open.find(id);
    if (call == open.end()) return false;
    open.erase(call);
  }
  return true;
}

MessageGroup call_group(const std::vector<Message>& messages, std::size_t begin) {
  std::multiset<std::string> open = calls_of(messages[begin]);
  std::size_t end = begin + 1;
  for (; end < messages.size() && !open.empty(); ++end) {
    const auto results = results_of(messages[end]);
    auto left = open;
    if (results.empty() || !answer(left, results)) break;
    open = std::move(left);
  }
  return {.begin = begin, .end = end, .is_whole = open.empty() || end == messages.size()};
}

MessageGroup single(const Message& message, std::size_t at) {
  const bool orphan = !results_of(message).empty();
  return {.begin = at,
          .end = at + 1,
          .is_system = message.role == Role::system,
          .opens_turn = message.role == Role::user && !orphan,
          .is_whole = !orphan};
}

}  // namespace

std::vector<MessageGroup> group_messages(const std::vector<Message>& messages) {
  std::vector<MessageGroup> groups;
  for (std::size_t at = 0; at < messages.size(); at = groups.back().end) {
    groups.push_back(calls_of(messages[at]).empty() ? single(messages[at], at)
                                                    : call_group(messages, at));
  }
  return groups;
}

}  // namespace baton::inline v0
