#pragma once

#include <cstdint>

#include <baton/core/budget.hpp>
#include <baton/core/export.hpp>
#include <baton/message/chat.hpp>

namespace baton::inline v0::detail {

/// The output that is set aside for a call with a budget when the request does not bound it.
inline constexpr std::int64_t budgeted_output_tokens = 4'096;

/// What a call may use at worst: no tokenizer makes more tokens than bytes of a text, and the rest is
/// the most that vendors document for images, the frame of a message and of tools. The tokens of a file
/// cannot be known: its bytes are taken.
[[nodiscard]] Spend worst_case(const ChatRequest& request);

/// The input that a vendor did not count, estimated.
[[nodiscard]] BATON_EXPORT std::int64_t estimated_input(const ChatRequest& request);

/// The output that a vendor did not count, estimated; the input is left to the caller.
[[nodiscard]] Usage estimated_output(const ChatResponse& response);

}  // namespace baton::inline v0::detail
