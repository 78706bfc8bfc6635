#include "provider/bedrock/bedrock_response.hpp"

#include <nlohmann/json.hpp>

#include "provider/bedrock/bedrock_blocks.hpp"
#include "provider/json_fields.hpp"
#include "provider/token_estimate.hpp"

namespace baton::inline v0::detail {

using nlohmann::json;

FinishReason bedrock_finish_reason(const Peer& peer, const HttpHead& head, std::string_view stop_reason) {
  if (stop_reason == "end_turn" || stop_reason == "stop_sequence") return FinishReason::stop;
  if (stop_reason == "tool_use") return FinishReason::tool_calls;
  if (stop_reason == "max_tokens" || stop_reason == "model_context_window_exceeded") return FinishReason::length;
  if (stop_reason == "guardrail_intervened" || stop_reason == "content_filtered") return FinishReason::content_filter;
  if (stop_reason == "malformed_model_output" || stop_reason == "malformed_tool_use") {
    throw Error(ErrorCode::model_output_invalid, peer.vendor + " could not read what the model wrote (" +
                                                     std::string(stop_reason) + "): ask again")
        .with_provider(peer.vendor)
        .with_http(head.status, vendor_request_id(head));
  }
  return FinishReason::other;
}

std::optional<Usage> bedrock_usage(const json& usage) {
  Usage out;
  out.cached_tokens = member_count(usage, "cacheReadInputTokens");
  out.cache_write_tokens = member_count(usage, "cacheWriteInputTokens");
  if (const json* details = member_array(usage, "cacheDetails")) {
    for (const auto& each : *details) {
      if (member_text(each, "ttl") == "1h") out.cache_write_hour_tokens += member_count(each, "inputTokens");
    }
  }
  // inputTokens are those neither read from the cache nor written to it (Bedrock user guide, "Prompt caching").
  out.input_tokens = member_count(usage, "inputTokens") + out.cached_tokens + out.cache_write_tokens;
  out.output_tokens = member_count(usage, "outputTokens");
  if (out == Usage{}) return std::nullopt;
  return out;
}

bool is_bedrock_error(const json& value) {
  return value.is_string() || member(value, "error") != nullptr || !member_text(value, "message").empty();
}

ChatResponse read_bedrock_response(const Peer& peer, const std::string& model, const HttpHead& head,
                                   std::string_view body, const Limits& limits) {
  const auto answer = parse_lenient(body, limits);
  if (!answer) throw foreign_answer(peer, head, body);
  if (is_bedrock_error(*answer)) throw vendor_body_error(peer, head, *answer);
  const json* output = member(*answer, "output");
  const json* message = output == nullptr ? nullptr : member(*output, "message");
  const json* content = message == nullptr ? nullptr : member_array(*message, "content");
  if (content == nullptr) throw foreign_answer(peer, head, body);
  BedrockBlocks blocks(peer.vendor, limits);
  for (const auto& block : *content) blocks.take(block);
  ChatResponse response;
  response.finish_reason = bedrock_finish_reason(peer, head, member_text(*answer, "stopReason"));
  response.message = blocks.finish();
  response.model = model;
  response.request_id = vendor_request_id(head);
  const json* usage = member(*answer, "usage");
  response.usage =
      (usage != nullptr ? bedrock_usage(*usage) : std::nullopt).value_or(estimated_output(response));
  return response;
}

}  // namespace baton::inline v0::detail
