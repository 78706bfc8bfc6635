#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <baton/message/chat.hpp>

#include "provider/gemini/gemini_server.hpp"

namespace baton::inline v0::detail {

/// The body of a generateContent call, members in the order of the documentation. Throws
/// `invalid_argument` for what can never work and `unsupported` for what the protocol or the model
/// cannot do.
[[nodiscard]] nlohmann::ordered_json gemini_request_body(const GeminiServer& server,
                                                         const ChatRequest& request);

/// `contents` and `systemInstruction` of the body. System messages, wherever they stand, are the system
/// instruction: the protocol has one. Messages of one side that follow each other are one, but results
/// of tools stay among themselves, so that there are as many as calls in the turn before.
void put_gemini_contents(nlohmann::ordered_json& body, const GeminiServer& server,
                         const std::vector<Message>& messages);

}  // namespace baton::inline v0::detail
