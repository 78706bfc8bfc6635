#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <baton/cache/cached.hpp>
#include <baton/message/chat.hpp>

namespace baton::inline v0 {

/// For whom a call is made, as bytes that differ whenever the answer must not be given to the other.
/// Throws `invalid_argument` when the store is shared and nobody is named.
[[nodiscard]] std::string cache_scope(const CacheOptions& options, bool shared, const Context& context);

/// The one way to write down a request, as JSON with sorted members and without what changes no answer;
/// nothing when it cannot be written so that different requests always differ (text that is not UTF-8).
[[nodiscard]] std::optional<std::string> canonical(const ChatRequest& request);

/// SHA-256 over `parts`, each with its length in front, as 64 hexadecimal digits.
[[nodiscard]] std::string digest_of(std::initializer_list<std::string_view> parts);

}  // namespace baton::inline v0
