#include "memory/window.hpp"

#include <iterator>
#include <string>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

std::size_t first_that_fits(const std::vector<Message>& messages, const std::vector<MessageGroup>& groups,
                            std::size_t max_tokens, const TokenCounter& count) {
  std::size_t spent = 0;
  for (const MessageGroup& group : groups) spent += group.is_system ? group_tokens(messages, group, count) : 0;
  for (std::size_t i = groups.size(); i > 0; --i) {
    const MessageGroup& group = groups[i - 1];
    if (group.is_system || !group.is_whole) continue;
    spent += group_tokens(messages, group, count);
    if (spent > max_tokens) return i;
  }
  return 0;
}

}  // namespace

std::size_t group_tokens(const std::vector<Message>& messages, const MessageGroup& group,
                         const TokenCounter& count) {
  std::size_t tokens = 0;
  for (std::size_t at = group.begin; at < group.end; ++at) tokens += count(messages[at]);
  return tokens;
}

std::vector<Message> messages_from(const std::vector<Message>& messages,
                                   const std::vector<MessageGroup>& groups, std::size_t first) {
  std::vector<Message> result;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!groups[i].is_whole || (i < first && !groups[i].is_system)) continue;
    for (std::size_t at = groups[i].begin; at < groups[i].end; ++at) result.push_back(messages[at]);
  }
  return result;
}

std::size_t start_of_turns(const std::vector<MessageGroup>& groups, std::size_t turns) {
  if (turns == 0) return 0;
  for (std::size_t i = groups.size(); i > 0; --i) {
    if (groups[i - 1].opens_turn && --turns == 0) return i - 1;
  }
  return 0;
}

std::size_t start_of_window(const std::vector<Message>& messages, const std::vector<MessageGroup>& groups,
                            std::size_t max_tokens, const TokenCounter& count) {
  const std::size_t first = first_that_fits(messages, groups, max_tokens, count);
  for (std::size_t i = first; i < groups.size(); ++i) {
    if (groups[i].opens_turn) return i;
  }
  return first;
}

void append(std::vector<Message>& to, std::vector<Message> messages) {
  to.insert(to.end(), std::make_move_iterator(messages.begin()), std::make_move_iterator(messages.end()));
}

void require_counter(const TokenCounter& count, const char* option) {
  if (!count) throw Error(ErrorCode::invalid_argument, std::string(option) + " must be a function");
}

}  // namespace baton::inline v0
