#pragma once

#include <baton/core/budget.hpp>
#include <baton/message/chat.hpp>

namespace baton::inline v0::detail {

/// What a call may cost at worst, without the vendor's tokenizer: the estimate of the text, a fixed
/// amount for each image and file, and `max_tokens` (4,096 when not set) of output.
[[nodiscard]] Spend worst_case(const ChatRequest& request);

/// The output that a vendor did not count, estimated; the input is left to the caller.
[[nodiscard]] Usage estimated_output(const ChatResponse& response);

}  // namespace baton::inline v0::detail
