#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <baton/http/http.hpp>
#include <baton/message/accumulator.hpp>
#include <baton/message/chat.hpp>

#include "provider/vendor_error.hpp"

namespace baton::inline v0::detail {

/// The response of a whole answer. Throws the mapped error when the body is one, and `bad_response`
/// when it is not of this protocol.
[[nodiscard]] ChatResponse read_openai_response(const Peer& peer, const HttpHead& head,
                                                std::string_view body, const Limits& limits);

/// The finish reason of the wire; throws `model_output_invalid` for the ones that say that the model
/// failed to write a tool call, and `overloaded` for the one that says that the vendor failed.
[[nodiscard]] FinishReason openai_finish_reason(std::string_view wire);

/// The model that answered; IBM calls the member "model_id".
[[nodiscard]] std::string openai_model_name(const nlohmann::json& answer);

/// Usage as the different vendors nest it; nothing when it is missing or empty.
[[nodiscard]] std::optional<Usage> openai_usage(const nlohmann::json& answer);

/// The tokens of a choice's `logprobs`, appended.
void append_openai_logprobs(std::vector<TokenLogprob>& tokens, const nlohmann::json& choice);

/// Text and reasoning of a `message` or `delta`, as the servers spell them.
struct OpenAiPieces {
  std::string text;
  std::string reasoning;
  bool refused = false;  ///< the text is a refusal
};
[[nodiscard]] OpenAiPieces openai_pieces(const nlohmann::json& message);

/// The tool calls of a `message` or `delta`.
[[nodiscard]] std::vector<ToolCallDelta> openai_tool_calls(const nlohmann::json& message);

}  // namespace baton::inline v0::detail
