#pragma once

#include <cstddef>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/memory/message_tokens.hpp>
#include <baton/message/chat.hpp>

namespace baton::inline v0 {

/// How much of a request `compact` leaves.
struct CompactOptions {
  std::size_t max_tokens = 8'000;  ///< of the whole request, tools and schema of the answer included
  TokenCounter count = estimate_message_tokens;
};

/// A request that fits, and what had to go for it.
struct Compacted {
  ChatRequest request;
  std::vector<Message> dropped;  ///< oldest first; for a summary, say
  std::size_t tokens = 0;        ///< of the request, by `CompactOptions::count`
};

/// Makes a request fit a number of tokens: the step before a call whose conversation has grown.
///
/// Counted is what is sent: messages, tools, schema of the answer. The oldest messages go first, a tool
/// call always together with its results; results without their call and calls that lack a result go in
/// any case. System messages, the last question and the last group (an answer, or calls with their
/// results) stay. What is left of older turns begins with a question.
///
/// Throws `context_too_long`, with what it counted, when what must stay does not fit: shorten it or raise
/// the limit. Throws `invalid_argument` without a counter. A pure function.
///
///     ChatRequest request = compact(std::move(grown), {.max_tokens = 100'000}).request;
[[nodiscard]] BATON_EXPORT Compacted compact(ChatRequest request, const CompactOptions& options = {});

}  // namespace baton::inline v0
