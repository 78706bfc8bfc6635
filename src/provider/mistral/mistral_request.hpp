#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include <baton/message/chat.hpp>
#include <baton/provider/mistral.hpp>

namespace baton::inline v0::detail {

/// The body of a chat call. Throws `invalid_argument` for what can never work and `unsupported` for what
/// the protocol cannot carry.
[[nodiscard]] nlohmann::ordered_json mistral_request_body(const MistralOptions& options,
                                                          const ChatRequest& request, bool stream);

/// The id of a tool call as Mistral takes it: nine letters and digits. Others are hashed.
[[nodiscard]] std::string mistral_call_id(const std::string& id);

}  // namespace baton::inline v0::detail
