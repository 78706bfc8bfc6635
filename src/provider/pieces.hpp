#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <baton/provider/chat_model.hpp>

namespace baton::inline v0::pieces {

/// `text` cut into pieces of at least `bytes`, at code point boundaries; word by word when 0.
[[nodiscard]] std::vector<std::string> split(std::string_view text, std::size_t bytes);

/// Streams a response that is already whole: its parts in order as deltas, then its `ChatEnd`.
/// Looks at the context before each piece.
[[nodiscard]] Stream<ChatEvent> stream(ChatResponse response, std::size_t bytes, Context context);

/// Input and output token counts by `estimate_tokens`, flagged as estimated.
[[nodiscard]] Usage estimate(const ChatRequest& request, const Message& answer);

}  // namespace baton::inline v0::pieces
