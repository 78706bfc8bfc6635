#include <algorithm>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/anthropic/anthropic_request.hpp"
#include "provider/json_body.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr std::int64_t least_budget = 1'024;  // API reference, thinking.budget_tokens

std::int64_t budget_for(const std::string& effort) {
  if (effort == "minimal") return least_budget;
  if (effort == "low") return 2'048;
  return effort == "medium" ? 8'192 : 16'384;
}

/// Thinking counts towards `max_tokens`: what the caller allows is shared, a default is enlarged.
void put_budget(wire_json& body, const ChatOptions& chat, std::int64_t budget) {
  if (chat.max_tokens) {
    budget = std::min(budget, *chat.max_tokens / 2);
    if (budget < least_budget) {
      throw Error(ErrorCode::invalid_argument, "thinking needs max_tokens of at least " +
                                                   std::to_string(2 * least_budget) +
                                                   ": raise it, or leave reasoning_effort unset");
    }
  } else {
    body["max_tokens"] = body["max_tokens"].get<std::int64_t>() + budget;
  }
  body["thinking"] = {{"type", "enabled"}, {"budget_tokens", budget}};
}

void check_thinking(const ChatOptions& chat, bool by_budget) {
  using Mode = ToolChoice::Mode;
  if (chat.tool_choice.mode == Mode::required || chat.tool_choice.mode == Mode::named) {
    throw Error(ErrorCode::unsupported,
                "Anthropic's models cannot be made to call a tool while they think: "
                "leave tool_choice automatic or reasoning_effort unset");
  }
  if (by_budget && chat.temperature.value_or(1.0) != 1.0) {
    throw Error(ErrorCode::unsupported,
                "this model thinks only at its own temperature: leave temperature or "
                "reasoning_effort unset");
  }
}

}  // namespace

void put_anthropic_thinking(wire_json& body, const AnthropicProfile& profile,
                            const ChatOptions& chat) {
  if (chat.max_tokens) body["max_tokens"] = *chat.max_tokens;
  const std::string& effort = chat.reasoning_effort;
  if (effort.empty()) return;
  if (effort == "none") {
    if (!profile.thinking_off.empty()) body["thinking"] = {{"type", profile.thinking_off}};
    return;
  }
  const bool by_budget = profile.can.thinking == Capabilities::Thinking::budget;
  check_thinking(chat, by_budget);
  if (by_budget) return put_budget(body, chat, budget_for(effort));
  // Without `display` the newer models send empty thinking.
  body["thinking"] = {{"type", "adaptive"}, {"display", "summarized"}};
  body["output_config"]["effort"] = effort;
}

}  // namespace baton::inline v0::detail
