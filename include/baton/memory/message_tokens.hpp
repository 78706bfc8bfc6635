#pragma once

#include <cstddef>
#include <functional>

#include <baton/core/export.hpp>
#include <baton/message/chat.hpp>
#include <baton/message/message.hpp>

namespace baton::inline v0 {

/// Counts the tokens of a message, with whatever the vendor adds around it.
using TokenCounter = std::function<std::size_t(const Message&)>;

/// Counts by `estimate_tokens` over all parts, and four more for each message.
[[nodiscard]] BATON_EXPORT std::size_t estimate_message_tokens(const Message& message);

/// What a request costs besides its messages: the names, descriptions and schemas of its tools, and the
/// schema of its answer. An estimate.
[[nodiscard]] BATON_EXPORT std::size_t estimate_overhead_tokens(const ChatRequest& request);

}  // namespace baton::inline v0
