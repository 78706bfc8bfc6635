#pragma once

#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include <baton/core/limits.hpp>
#include <baton/message/chat.hpp>
#include <baton/provider/openai_responses.hpp>

namespace baton::inline v0::detail {

/// The body of a Responses call, members in the order of the documentation. Throws
/// `invalid_argument` for what can never work and `unsupported` for what the protocol cannot carry.
[[nodiscard]] nlohmann::ordered_json responses_request_body(const OpenAiResponsesOptions& options,
                                                            const OpenAiResponsesProfile& profile,
                                                            const ChatRequest& request, bool stream);

/// Which messages become items how.
struct ResponsesInput {
  std::string_view vendor;  ///< whose reasoning goes back
  Limits limits{};
  bool cache_marks = false;
  bool stored = false;  ///< whether the vendor keeps what it answers: then an item's id is enough
};

/// The items of one message of ours: a message, its calls, their results and reasoning are one each.
void append_responses_items(nlohmann::ordered_json& items, const ResponsesInput& input,
                            const Message& message);

/// The member of a message that says whether it is commentary or the answer, and must go back. It is kept
/// as `{"type":"message","phase":…}` in the `raw` of a `Reasoning` part that stands before the text.
inline constexpr const char* responses_phase = "phase";

}  // namespace baton::inline v0::detail
