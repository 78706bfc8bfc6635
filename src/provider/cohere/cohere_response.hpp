#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <baton/core/error.hpp>
#include <baton/core/limits.hpp>
#include <baton/message/chat.hpp>

#include "provider/cohere/cohere_blocks.hpp"
#include "provider/vendor_error.hpp"

namespace baton::inline v0::detail {

/// The response in a whole answer. `model` is the one that was asked, because Cohere does not name it.
/// Throws the mapped error that the body carries, or `bad_response`. Source:
/// https://docs.cohere.com/v2/reference/chat.
[[nodiscard]] ChatResponse read_cohere_response(const Peer& peer, const std::string& model,
                                                const HttpHead& head, std::string_view body,
                                                const Limits& limits);

/// What the whole answer and the stream have in common.

/// Whether a body or an event is an error. An answer has an object where an error has its message.
[[nodiscard]] bool is_cohere_error(const nlohmann::json& value);

/// What ends an answer: the reason, the usage, and the order in which the message is put together.
/// Throws what `finish_reason` ERROR or TIMEOUT says, with the text so far; `why` is the vendor's
/// explanation, or empty.
void finish_cohere(ChatResponse& response, const Peer& peer, const HttpHead& head, CohereBlocks& blocks,
                   const std::string& reason, const std::string& why);

/// The counts of `usage`, or nothing when there are none.
[[nodiscard]] std::optional<Usage> cohere_usage(const nlohmann::json& holder);

/// Adds one item of `logprobs`: a piece of text and the logarithmic probabilities of its tokens.
void append_cohere_logprob(std::vector<TokenLogprob>& tokens, const nlohmann::json& item);

}  // namespace baton::inline v0::detail
