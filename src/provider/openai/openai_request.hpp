#pragma once

#include <nlohmann/json_fwd.hpp>

#include <baton/message/chat.hpp>
#include <baton/provider/openai.hpp>

namespace baton::inline v0::detail {

/// The body of a chat-completions call, members in the order of the documentation. Throws
/// `invalid_argument` for what can never work and `unsupported` for what the protocol cannot carry.
[[nodiscard]] nlohmann::ordered_json openai_request_body(const OpenAiOptions& options,
                                                         const ChatRequest& request, bool stream);

/// One message of ours as the messages of the wire: tool results are one each.
void append_openai_messages(nlohmann::ordered_json& wire, const OpenAiOptions& options,
                            const Message& message);

}  // namespace baton::inline v0::detail
