#include "provider/capability_check.hpp"

#include <algorithm>
#include <variant>

#include <baton/core/error.hpp>

namespace baton::inline v0::detail {
namespace {

using Output = Capabilities::Output;

template <class Kind>
bool has_part(const ChatRequest& request) {
  for (const auto& message : request.messages) {
    for (const auto& part : message.parts) {
      if (std::holds_alternative<Kind>(part)) return true;
    }
  }
  return false;
}

bool demands_tool(const ChatOptions& options) {
  using Mode = ToolChoice::Mode;
  return options.tool_choice.mode == Mode::required || options.tool_choice.mode == Mode::named;
}

/// A last message of the assistant is the beginning of an answer, unless it ends in a block of the
/// vendor's own: then the vendor had paused.
bool begins_answer(const ChatRequest& request) {
  if (request.messages.empty() || request.messages.back().role != Role::assistant) return false;
  const auto& parts = request.messages.back().parts;
  return parts.empty() || !std::holds_alternative<Reasoning>(parts.back());
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

/// What the request asks for in vain, and what to do instead; empty when all is well.
std::string missing_input(const Capabilities& can, const ChatRequest& request) {
  const ChatOptions& options = request.options;
  if (!can.tools && !request.tools.empty()) return "has no tools: send none";
  if (!can.forced_tools && demands_tool(options)) {
    return "cannot be made to call a tool: leave tool_choice automatic";
  }
  if (!can.images && has_part<Image>(request)) return "takes no images";
  if (!can.files && has_part<File>(request)) return "takes no files";
  if (!can.prefill && begins_answer(request)) {
    return "does not go on from an assistant message: end with one of the user";
  }
  return {};
}

std::string missing_option(const Capabilities& can, const ChatOptions& options) {
  if (!can.sampling && (options.temperature || options.top_p)) {
    return "takes neither temperature nor top_p: leave them unset";
  }
  if (!can.stop && !options.stop.empty()) return "has no stop sequences";
  if (!can.seed && options.seed) return "has no seed: leave it unset";
  if (!can.logprobs && options.logprobs) return "gives no logprobs: leave them unset";
  if (can.json == Output::none && options.format.kind == ResponseFormat::Kind::json) {
    return "has no JSON output: ask for it in the prompt";
  }
  if (can.schema == Output::none && options.format.kind == ResponseFormat::Kind::schema) {
    return "has no output by schema: ask for it in the prompt";
  }
  if (can.max_output_tokens > 0 && options.max_tokens.value_or(0) > can.max_output_tokens) {
    return "generates at most " + std::to_string(can.max_output_tokens) +
           " tokens: lower max_tokens";
  }
  return {};
}

std::string missing_thinking(const Capabilities& can, const std::string& effort) {
  if (effort.empty()) return {};
  if (effort == "none") {
    const bool off = can.thinking_off || can.thinking == Capabilities::Thinking::none;
    return off ? std::string() : "always thinks: ask for the reasoning_effort low";
  }
  if (can.thinking == Capabilities::Thinking::none)
    return "does not think: leave reasoning_effort unset";
  const auto& known = can.efforts;
  if (known.empty() || std::find(known.begin(), known.end(), effort) != known.end()) return {};
  return "has no reasoning_effort \"" + effort.substr(0, 40) + "\": known are " + joined(known);
}

}  // namespace

void check_capabilities(const std::string& name, const Capabilities& can,
                        const ChatRequest& request) {
  std::string reason = missing_input(can, request);
  if (reason.empty()) reason = missing_option(can, request.options);
  if (reason.empty()) reason = missing_thinking(can, request.options.reasoning_effort);
  if (reason.empty()) return;
  throw Error(ErrorCode::unsupported,
              name + " " + reason + " (if this is out of date, set other Capabilities)");
}

}  // namespace baton::inline v0::detail
