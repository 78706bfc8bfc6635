#pragma once

#include <cstddef>
#include <vector>

#include <baton/memory/message_tokens.hpp>

#include "memory/message_groups.hpp"

namespace baton::inline v0 {

/// The tokens of the messages of one group.
[[nodiscard]] std::size_t group_tokens(const std::vector<Message>& messages, const MessageGroup& group,
                                       const TokenCounter& count);

/// The messages of the whole groups from `first` on, and the system messages before.
[[nodiscard]] std::vector<Message> messages_from(const std::vector<Message>& messages,
                                                 const std::vector<MessageGroup>& groups, std::size_t first);

/// The group that opens the oldest of the last `turns` turns; 0 for all turns.
[[nodiscard]] std::size_t start_of_turns(const std::vector<MessageGroup>& groups, std::size_t turns);

/// The oldest group from which on everything fits `max_tokens`, the system messages included. The window
/// begins with a turn where it holds one: vendors refuse conversations that begin with an answer.
[[nodiscard]] std::size_t start_of_window(const std::vector<Message>& messages,
                                          const std::vector<MessageGroup>& groups, std::size_t max_tokens,
                                          const TokenCounter& count);

void append(std::vector<Message>& to, std::vector<Message> messages);

/// Throws `invalid_argument` when there is no function; `option` names where it belongs.
void require_counter(const TokenCounter& count, const char* option);

}  // namespace baton::inline v0
