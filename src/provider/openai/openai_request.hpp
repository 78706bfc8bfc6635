#pragma once

#include <nlohmann/json_fwd.hpp>

#include <baton/message/chat.hpp>
#include <baton/provider/openai.hpp>

namespace baton::inline v0::detail {

/// The body of a chat-completions call, members in the order of the documentation. Throws
/// `invalid_argument` for what can never work and `unsupported` for what the protocol cannot carry.
[[nodiscard]] nlohmann::ordered_json openai_request_body(const OpenAiOptions& options,
                                                         const ChatRequest& request, bool stream);

/// The parts of such a body, for vendors whose protocol is OpenAI's in them: what `options` says of
/// sampling, lengths and reasoning; tools and the choice among them; the form of the answer.
void put_openai_sampling(nlohmann::ordered_json& body, const OpenAiDialect& dialect,
                         const ChatOptions& options);
void put_openai_tools(nlohmann::ordered_json& body, const ChatRequest& request);
void put_openai_format(nlohmann::ordered_json& body, const ResponseFormat& format);

/// One message of ours as the messages of the wire: tool results are one each.
void append_openai_messages(nlohmann::ordered_json& wire, const OpenAiOptions& options,
                            const Message& message);

}  // namespace baton::inline v0::detail
