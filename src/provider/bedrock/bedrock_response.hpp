#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include <baton/core/limits.hpp>
#include <baton/http/http.hpp>
#include <baton/message/chat.hpp>

#include "provider/vendor_error.hpp"

namespace baton::inline v0::detail {

/// The response of a whole Converse answer; `model` is the one that was asked, because the answer names
/// none. Throws the mapped error when the body is one, and `bad_response` when it is not of this
/// protocol.
[[nodiscard]] ChatResponse read_bedrock_response(const Peer& peer, const std::string& model, const HttpHead& head,
                                                 std::string_view body, const Limits& limits);

/// Throws `model_output_invalid` for the reasons that say that the model wrote nonsense.
[[nodiscard]] FinishReason bedrock_finish_reason(const Peer& peer, const HttpHead& head,
                                                 std::string_view stop_reason);

/// The counts of a `usage` object; nothing when it is missing or empty.
[[nodiscard]] std::optional<Usage> bedrock_usage(const nlohmann::json& usage);

/// Whether a decoded body or event reports an error, in one of AWS's shapes or a gateway's.
[[nodiscard]] bool is_bedrock_error(const nlohmann::json& value);

}  // namespace baton::inline v0::detail
