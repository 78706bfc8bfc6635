#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include <baton/message/chat.hpp>
#include <baton/provider/watsonx.hpp>

namespace baton::inline v0::detail {

/// The path of a chat call below the base URL.
[[nodiscard]] std::string watsonx_path(const WatsonxOptions& options, bool stream);

/// The body of a chat call; whether it streams is said by the path. Throws `invalid_argument` for what
/// can never work and `unsupported` for what the protocol cannot carry.
[[nodiscard]] nlohmann::ordered_json watsonx_request_body(const WatsonxOptions& options,
                                                          const ChatRequest& request);

}  // namespace baton::inline v0::detail
