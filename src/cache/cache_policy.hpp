#pragma once

#include <baton/cache/cached.hpp>
#include <baton/message/chat.hpp>

namespace baton::inline v0 {

/// Whether the request wants, and may have, an answer that was made for another call.
[[nodiscard]] bool may_answer_from_cache(const ChatRequest& request, const CacheOptions& options);

/// Whether the answer is one to give again.
[[nodiscard]] bool may_keep(const ChatResponse& response, const CacheOptions& options);

}  // namespace baton::inline v0
