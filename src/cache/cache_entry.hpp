#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <baton/message/chat.hpp>

namespace baton::inline v0 {

/// An answer as it is kept: the response and, when it was streamed, its pieces.
struct CacheEntry {
  std::shared_ptr<const ChatResponse> response;
  std::vector<ChatEvent> deltas;
};

/// The answer for a caller who did not pay for it.
[[nodiscard]] std::shared_ptr<const ChatResponse> from_cache(const ChatResponse& response);

/// The pieces to replay: the recorded ones, or else the parts of the message.
[[nodiscard]] std::vector<ChatEvent> deltas_of(const ChatResponse& response);

/// Bytes with magic, version and digest. Leaves the pieces out when they do not fit into `max_bytes`;
/// nothing when the response itself does not.
[[nodiscard]] std::optional<std::string> write_entry(const ChatResponse& response,
                                                     const std::vector<ChatEvent>& deltas,
                                                     std::size_t max_bytes);

/// Reads what `write_entry` wrote, as `from_cache` gives it; the pieces only when asked for. Throws
/// `data_corrupt` for anything else.
[[nodiscard]] CacheEntry read_entry(std::string_view bytes, bool with_deltas);

}  // namespace baton::inline v0
