#pragma once

#include <optional>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include <baton/http/http.hpp>
#include <baton/message/chat.hpp>

#include "provider/anthropic/anthropic_blocks.hpp"
#include "provider/vendor_error.hpp"

namespace baton::inline v0::detail {

/// The response of a whole answer. Throws the mapped error when the body is one, and `bad_response`
/// when it is not of this protocol.
[[nodiscard]] ChatResponse read_anthropic_response(const Peer& peer, const HttpHead& head,
                                                   std::string_view body, const Limits& limits);

[[nodiscard]] FinishReason anthropic_finish_reason(std::string_view stop_reason);

/// The counts of a `usage` object; nothing when it is missing or empty.
[[nodiscard]] std::optional<Usage> anthropic_usage(const nlohmann::json& usage);

/// Whether a decoded body or event reports an error, `{"type":"error","error":{…}}`, or is a bare
/// string.
[[nodiscard]] bool is_anthropic_error(const nlohmann::json& value);

/// Says why the vendor refused, where the model said nothing: `value` has the `stop_details`.
void explain_refusal(AnthropicBlocks& blocks, const nlohmann::json& value);

}  // namespace baton::inline v0::detail
