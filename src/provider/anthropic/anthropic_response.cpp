#include "provider/anthropic/anthropic_response.hpp"

#include <utility>

#include "provider/json_fields.hpp"
#include "provider/token_estimate.hpp"

namespace baton::inline v0::detail {

using nlohmann::json;

FinishReason anthropic_finish_reason(std::string_view stop_reason) {
  if (stop_reason == "end_turn" || stop_reason == "stop_sequence") return FinishReason::stop;
  if (stop_reason == "max_tokens" || stop_reason == "model_context_window_exceeded")
    return FinishReason::length;
  if (stop_reason == "tool_use") return FinishReason::tool_calls;
  if (stop_reason == "refusal") return FinishReason::content_filter;
  return FinishReason::other;
}

std::optional<Usage> anthropic_usage(const json& usage) {
  Usage out;
  out.cached_tokens = member_count(usage, "cache_read_input_tokens");
  out.cache_write_tokens = member_count(usage, "cache_creation_input_tokens");
  if (const json* written = member(usage, "cache_creation")) {
    out.cache_write_hour_tokens = member_count(*written, "ephemeral_1h_input_tokens");
  }
  // "Total input tokens is the summation of input_tokens, cache_creation_… and cache_read_…"
  // (reference)
  out.input_tokens =
      member_count(usage, "input_tokens") + out.cached_tokens + out.cache_write_tokens;
  out.output_tokens = member_count(usage, "output_tokens");
  if (const json* details = member(usage, "output_tokens_details")) {
    out.reasoning_tokens = member_count(*details, "thinking_tokens");
  }
  if (out.input_tokens == 0 && out.output_tokens == 0) return std::nullopt;
  return out;
}

bool is_anthropic_error(const json& value) {
  return value.is_string() || member(value, "error") != nullptr ||
         member_text(value, "type") == "error";
}

void explain_refusal(AnthropicBlocks& blocks, const json& value) {
  const json* details = member(value, "stop_details");
  if (details == nullptr || !blocks.text().empty()) return;
  if (const std::string why = member_text(*details, "explanation"); !why.empty()) blocks.say(why);
}

ChatResponse read_anthropic_response(const Peer& peer, const HttpHead& head, std::string_view body,
                                     const Limits& limits) {
  const auto answer = parse_lenient(body, limits);
  if (!answer) throw foreign_answer(peer, head, body);
  if (is_anthropic_error(*answer)) throw vendor_body_error(peer, head, *answer);
  const json* content = member_array(*answer, "content");
  if (content == nullptr) throw foreign_answer(peer, head, body);
  AnthropicBlocks blocks(peer.vendor, limits);
  for (std::size_t i = 0; i < content->size(); ++i) blocks.start(i, (*content)[i]);
  const std::string reason = member_text(*answer, "stop_reason");
  if (reason == "refusal") explain_refusal(blocks, *answer);
  ChatResponse response;
  response.message = blocks.finish();
  response.finish_reason = anthropic_finish_reason(reason);
  response.id = member_text(*answer, "id");
  response.model = member_text(*answer, "model");
  response.request_id = vendor_request_id(head);
  const json* usage = member(*answer, "usage");
  response.usage = (usage != nullptr ? anthropic_usage(*usage) : std::nullopt)
                       .value_or(estimated_output(response));
  return response;
}

}  // namespace baton::inline v0::detail
