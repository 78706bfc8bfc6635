#pragma once

#include <cstddef>
#include <vector>

#include <baton/message/message.hpp>

namespace baton::inline v0 {

/// Messages that must stay together: [begin, end) of a conversation.
struct MessageGroup {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_system = false;   ///< one system message
  bool opens_turn = false;  ///< one user message without tool results
  bool is_whole = true;     ///< every call has its result and every result its call
};

/// Cuts a conversation into its smallest parts: an assistant message with tool calls and the results
/// that follow it are one, every other message is one by itself. The last group counts as whole when
/// its calls still wait for results.
[[nodiscard]] std::vector<MessageGroup> group_messages(const std::vector<Message>& messages);

}  // namespace baton::inline v0
