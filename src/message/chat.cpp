#include <baton/message/chat.hpp>

#include <nlohmann/json.hpp>

namespace baton::inline v0 {

Usage& Usage::operator+=(const Usage& other) noexcept {
  input_tokens += other.input_tokens;
  output_tokens += other.output_tokens;
  cached_tokens += other.cached_tokens;
  reasoning_tokens += other.reasoning_tokens;
  cache_write_tokens += other.cache_write_tokens;
  cache_write_hour_tokens += other.cache_write_hour_tokens;
  estimated = estimated || other.estimated;
  return *this;
}

std::string_view to_string(FinishReason reason) noexcept {
  switch (reason) {
    case FinishReason::stop: return "stop";
    case FinishReason::length: return "length";
    case FinishReason::tool_calls: return "tool_calls";
    case FinishReason::content_filter: return "content_filter";
    case FinishReason::other: return "other";
  }
  return "other";
}

ChatOptions ChatOptions::merged_with(const ChatOptions& other) const {
  ChatOptions merged = *this;
  const auto take = [](auto& mine, const auto& theirs) {
    if (theirs) mine = theirs;
  };
  take(merged.temperature, other.temperature);
  take(merged.top_p, other.top_p);
  take(merged.max_tokens, other.max_tokens);
  take(merged.seed, other.seed);
  take(merged.logprobs, other.logprobs);
  take(merged.parallel_tool_calls, other.parallel_tool_calls);
  take(merged.cached_answers, other.cached_answers);
  if (!other.stop.empty()) merged.stop = other.stop;
  if (!other.reasoning_effort.empty()) merged.reasoning_effort = other.reasoning_effort;
  if (other.tool_choice.mode != ToolChoice::Mode::automatic) merged.tool_choice = other.tool_choice;
  if (other.format.kind != ResponseFormat::Kind::text) merged.format = other.format;
  if (other.extra.ref().is_object()) {
    if (!merged.extra.ref().is_object()) merged.extra.ref() = nlohmann::json::object();
    merged.extra.ref().update(other.extra.ref());
  }
  return merged;
}

}  // namespace baton::inline v0
