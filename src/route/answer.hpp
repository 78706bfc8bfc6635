#pragma once

#include <memory>

#include <baton/core/task.hpp>
#include <baton/message/chat.hpp>

#include "route/journey.hpp"

namespace baton::inline v0::detail {

/// The context of one attempt at an answer that is not streamed.
[[nodiscard]] Context attempt_context(const Context& context, const Traffic& traffic);

/// The answer of the first deployment on the way that has one.
[[nodiscard]] Task<ChatResponse> answer(Journey journey, std::shared_ptr<Traffic> traffic, ChatRequest request);

/// The same, with a second call when the first takes longer than the plan's delay: whichever answers
/// first, and the other is stopped ("The Tail at Scale", Dean and Barroso 2013).
[[nodiscard]] Task<ChatResponse> hedged(std::shared_ptr<const Fleet> fleet, std::shared_ptr<Traffic> traffic,
                                        Plan plan, CallFacts facts, ChatRequest request, Context context);

/// Sends the copy that the plan asks for, if any, and does not wait for it. It ends with the call's
/// deadline, but not with its stop token.
void send_shadow(const Fleet& fleet, const std::shared_ptr<Traffic>& traffic, const Plan& plan,
                 const ChatRequest& request, const Context& context);

}  // namespace baton::inline v0::detail
