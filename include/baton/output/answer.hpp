#pragma once

#include <string>
#include <string_view>

#include <baton/core/error.hpp>
#include <baton/core/export.hpp>
#include <baton/core/stream.hpp>
#include <baton/message/chat.hpp>

namespace baton::inline v0 {

/// The text of an answer that a parser may read. Throws `content_filtered` when the vendor withheld the
/// rest; the error's `partial()` has what there is.
[[nodiscard]] BATON_EXPORT std::string answer_text(const ChatResponse& response);

/// `answer_text` of an answer that must be whole: throws `model_output_invalid` when the token limit
/// cut it off, with the advice to raise `max_tokens`.
[[nodiscard]] BATON_EXPORT std::string whole_answer_text(const ChatResponse& response);

/// The error of an answer that cannot be used, "ask the model again": `partial()` is the answer, which
/// `repair` shows to the model, and `cause` what the parser found.
[[nodiscard]] BATON_EXPORT Error unusable_answer(std::string message, std::string answer);
[[nodiscard]] BATON_EXPORT Error unusable_answer(const Error& cause, std::string answer);

/// Pieces of plain text as the events of a chat, so that every parser also reads text streams.
[[nodiscard]] BATON_EXPORT Stream<ChatEvent> as_events(Stream<std::string> pieces);

}  // namespace baton::inline v0
