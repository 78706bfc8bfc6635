#include "provider/cohere/cohere_response.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "provider/json_fields.hpp"
#include "provider/token_estimate.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

FinishReason cohere_finish_reason(std::string_view reason) {
  if (reason == "COMPLETE" || reason == "STOP_SEQUENCE") return FinishReason::stop;
  if (reason == "MAX_TOKENS") return FinishReason::length;
  if (reason == "TOOL_CALL") return FinishReason::tool_calls;
  return FinishReason::other;
}

void read_cohere_message(CohereBlocks& blocks, const json& message) {
  if (const json* content = member_array(message, "content")) {
    for (std::size_t i = 0; i < content->size(); ++i) blocks.start(i, (*content)[i]);
  }
  blocks.plan(member_text(message, "tool_plan"));
  if (const json* calls = member_array(message, "tool_calls")) {
    for (std::size_t i = 0; i < calls->size(); ++i) blocks.start_call(i, (*calls)[i]);
  }
}

}  // namespace

bool is_cohere_error(const json& value) {
  if (const json* message = member(value, "message"); message != nullptr && message->is_object()) return false;
  return value.is_string() || is_error_body(value);
}

void finish_cohere(ChatResponse& response, const Peer& peer, const HttpHead& head, CohereBlocks& blocks,
                   const std::string& reason, const std::string& why) {
  if (reason == "ERROR" || reason == "TIMEOUT") {
    const char* otherwise = reason == "ERROR" ? "the generation failed" : "the generation took too long";
    const json error = {{"message", why.empty() ? otherwise : why}};
    throw vendor_body_error(peer, head, error).with_partial(blocks.text());
  }
  response.finish_reason = cohere_finish_reason(reason);
  if (blocks.calls_tools() && response.finish_reason == FinishReason::stop) {
    response.finish_reason = FinishReason::tool_calls;
  }
  response.message = blocks.finish();
}

std::optional<Usage> cohere_usage(const json& holder) {
  const json* usage = member(holder, "usage");
  const json* tokens = usage == nullptr ? nullptr : member(*usage, "tokens");
  if (tokens == nullptr) return std::nullopt;
  Usage out;
  out.input_tokens = member_count(*tokens, "input_tokens");
  out.output_tokens = member_count(*tokens, "output_tokens");
  out.cached_tokens = member_count(*usage, "cached_tokens");
  if (out.input_tokens == 0 && out.output_tokens == 0) return std::nullopt;
  return out;
}

void append_cohere_logprob(std::vector<TokenLogprob>& tokens, const json& item) {
  TokenLogprob token{member_text(item, "text"), 0.0, {}};
  const json* logprobs = member_array(item, "logprobs");
  if (logprobs == nullptr) return;
  for (const auto& one : *logprobs) {
    if (one.is_number()) token.logprob += one.get<double>();
  }
  tokens.push_back(std::move(token));
}

ChatResponse read_cohere_response(const Peer& peer, const std::string& model, const HttpHead& head,
                                  std::string_view body, const Limits& limits) {
  const auto answer = parse_lenient(body, limits);
  if (!answer) throw foreign_answer(peer, head, body);
  if (is_cohere_error(*answer)) throw vendor_body_error(peer, head, *answer);
  const json* message = member(*answer, "message");
  if (message == nullptr) throw foreign_answer(peer, head, body);
  CohereBlocks blocks(peer.vendor);
  read_cohere_message(blocks, *message);
  ChatResponse response;
  response.id = member_text(*answer, "id");
  response.model = model;
  response.request_id = vendor_request_id(head);
  if (const json* logprobs = member_array(*answer, "logprobs")) {
    for (const auto& item : *logprobs) append_cohere_logprob(response.logprobs, item);
  }
  finish_cohere(response, peer, head, blocks, member_text(*answer, "finish_reason"), member_text(*answer, "error"));
  response.usage = cohere_usage(*answer).value_or(estimated_output(response));
  return response;
}

}  // namespace baton::inline v0::detail
