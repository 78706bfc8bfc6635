#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <baton/message/chat.hpp>
#include <baton/provider/anthropic.hpp>

namespace baton::inline v0::detail {

/// The body of a Messages call, members in the order of the documentation. Throws
/// `invalid_argument` for what can never work and `unsupported` for what the protocol cannot carry.
///
/// System messages, wherever they stand, are the system prompt: the protocol has one. Messages of
/// one side that follow each other are one, results of tools first, as the protocol demands.
[[nodiscard]] nlohmann::ordered_json anthropic_request_body(const AnthropicOptions& options,
                                                            const AnthropicProfile& profile,
                                                            const ChatRequest& request,
                                                            bool stream);

/// `system` and `messages` of the body.
void put_anthropic_messages(nlohmann::ordered_json& body, const AnthropicOptions& options,
                            const std::vector<Message>& messages);

/// `thinking` and `output_config.effort` for the reasoning effort, and `max_tokens`, which must
/// cover both.
void put_anthropic_thinking(nlohmann::ordered_json& body, const AnthropicProfile& profile,
                            const ChatOptions& chat);

/// `{"type":"ephemeral"}`, with the time where it is not the default.
[[nodiscard]] nlohmann::ordered_json anthropic_cache_control(CacheMark mark);

/// Whether a file is sent by the id of an upload, which is a beta interface.
[[nodiscard]] bool uses_anthropic_files(const ChatRequest& request);

}  // namespace baton::inline v0::detail
