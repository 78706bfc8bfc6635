#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <baton/message/chat.hpp>
#include <baton/provider/cohere.hpp>

namespace baton::inline v0::detail {

/// The JSON body of a chat request. Throws `invalid_argument` for what can never work and `unsupported`
/// for what the protocol cannot carry. Source: https://docs.cohere.com/v2/reference/chat and Cohere's
/// Python SDK, v2/client.py and types/.
[[nodiscard]] nlohmann::ordered_json cohere_request_body(const CohereOptions& options,
                                                         const ChatRequest& request, bool stream);

/// The messages as this protocol writes them. All system messages are the one at the beginning, because
/// Cohere wants it there.
[[nodiscard]] nlohmann::ordered_json cohere_messages(const CohereOptions& options,
                                                     const std::vector<Message>& messages);

/// `thinking` for a `reasoning_effort`: "none" turns it off; "high" has no budget, as Cohere advises.
/// Source: https://docs.cohere.com/docs/reasoning.
[[nodiscard]] nlohmann::ordered_json cohere_thinking(const std::string& effort);

}  // namespace baton::inline v0::detail
