#include "provider/openai/openai_response.hpp"

#include <utility>

#include "provider/json_fields.hpp"
#include "provider/token_estimate.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

TokenLogprob read_token(const json& value) {
  TokenLogprob token{member_text(value, "token"), 0.0, {}};
  const json* logprob = member(value, "logprob");
  if (logprob != nullptr && logprob->is_number()) token.logprob = logprob->get<double>();
  return token;
}

/// Mistral's reasoning models and some gateways send content as a list of parts.
void add_content_parts(OpenAiPieces& pieces, const json& parts) {
  for (const auto& part : parts) {
    if (part.is_string()) pieces.text += part.get_ref<const std::string&>();
    pieces.text += member_text(part, "text");
    const json* thinking = member_array(part, "thinking");
    if (thinking == nullptr) continue;
    for (const auto& thought : *thinking) pieces.reasoning += member_text(thought, "text");
  }
}

std::string arguments_of(const json& function) {
  const json* arguments = member(function, "arguments");
  if (arguments == nullptr) return {};
  // Some local servers send the object itself instead of its text.
  return arguments->is_string() ? arguments->get<std::string>() : arguments->dump();
}

ToolCallDelta read_call(const json& call, std::size_t place) {
  const json* index = member(call, "index");
  ToolCallDelta delta(place, member_text(call, "id"));
  if (index != nullptr && index->is_number_unsigned()) delta.index = index->get<std::size_t>();
  if (const json* function = member(call, "function")) {
    delta.name = member_text(*function, "name");
    delta.arguments = arguments_of(*function);
  }
  return delta;
}

const json& only_choice(const Peer& peer, const HttpHead& head, const json& answer,
                        std::string_view body) {
  const json* choices = member_array(answer, "choices");
  if (choices == nullptr) throw foreign_answer(peer, head, body);
  if (choices->empty()) {
    throw Error(ErrorCode::bad_response, peer.vendor + " answered without any choice: ask again")
        .with_provider(peer.vendor)
        .with_http(head.status, vendor_request_id(head))
        .with_retry(true);
  }
  return choices->front();
}

void read_message(ChatAccumulator& parts, ChatResponse& response, const Peer& peer,
                  const json& message) {
  const OpenAiPieces pieces = openai_pieces(message);
  parts.add_text(pieces.text);
  parts.add_reasoning(pieces.reasoning);
  if (pieces.refused) response.finish_reason = FinishReason::content_filter;
  const json* details = member_array(message, "reasoning_details");
  const bool sourced = details != nullptr && !details->empty();
  if (sourced || !pieces.reasoning.empty()) {
    parts.set_reasoning_source(peer.vendor, sourced ? details->dump() : std::string());
  }
  const auto calls = openai_tool_calls(message);
  for (const auto& call : calls) parts.add_tool_call(call);
  if (!calls.empty() && response.finish_reason == FinishReason::stop) {
    response.finish_reason = FinishReason::tool_calls;
  }
}

}  // namespace

FinishReason openai_finish_reason(std::string_view wire) {
  if (wire.empty() || wire == "stop" || wire == "eos" || wire == "end_turn") return FinishReason::stop;
  if (wire == "length" || wire == "max_tokens" || wire == "model_length" || wire == "time_limit") {
    return FinishReason::length;
  }
  if (wire == "tool_calls" || wire == "function_call") return FinishReason::tool_calls;
  if (wire == "content_filter" || wire == "refusal" || wire == "safety") {
    return FinishReason::content_filter;
  }
  if (wire.starts_with("function_call_filter") || wire.starts_with("malformed_function_call") ||
      wire.starts_with("MALFORMED_FUNCTION_CALL")) {
    throw Error(ErrorCode::model_output_invalid,
                "the model wrote a tool call that the vendor could not read: ask it again");
  }
  if (wire == "error" || wire == "insufficient_system_resource") {
    throw Error(ErrorCode::overloaded, "the vendor failed while it generated: try again later").with_retry(true);
  }
  return FinishReason::other;
}

std::string openai_model_name(const json& answer) {
  std::string name = member_text(answer, "model");
  return name.empty() ? member_text(answer, "model_id") : name;
}

std::optional<Usage> openai_usage(const json& answer) {
  const json* wire = member(answer, "usage");
  if (const json* groq = member(answer, "x_groq"); wire == nullptr && groq != nullptr) {
    wire = member(*groq, "usage");
  }
  if (wire == nullptr) return std::nullopt;
  Usage usage{member_count(*wire, "prompt_tokens"), member_count(*wire, "completion_tokens"),
              member_count(*wire, "prompt_cache_hit_tokens"), 0, false};
  if (const json* details = member(*wire, "prompt_tokens_details")) {
    usage.cached_tokens = member_count(*details, "cached_tokens");
    usage.cache_write_tokens = member_count(*details, "cache_write_tokens");
  }
  if (const json* details = member(*wire, "completion_tokens_details")) {
    usage.reasoning_tokens = member_count(*details, "reasoning_tokens");
  }
  if (usage.input_tokens == 0 && usage.output_tokens == 0) return std::nullopt;
  return usage;
}

void append_openai_logprobs(std::vector<TokenLogprob>& tokens, const json& choice) {
  const json* logprobs = member(choice, "logprobs");
  if (logprobs == nullptr) return;
  for (const char* key : {"content", "refusal"}) {
    const json* list = member_array(*logprobs, key);
    if (list == nullptr) continue;
    for (const auto& one : *list) {
      TokenLogprob token = read_token(one);
      if (const json* others = member_array(one, "top_logprobs")) {
        for (const auto& other : *others) token.alternatives.push_back(read_token(other));
      }
      tokens.push_back(std::move(token));
    }
  }
}

OpenAiPieces openai_pieces(const json& message) {
  OpenAiPieces pieces;
  if (const json* parts = member_array(message, "content")) {
    add_content_parts(pieces, *parts);
  } else {
    pieces.text = member_text(message, "content");
  }
  pieces.reasoning += member_text(message, "reasoning_content");
  // Servers in transition send the same text under both names.
  if (pieces.reasoning.empty()) pieces.reasoning = member_text(message, "reasoning");
  if (const std::string refusal = member_text(message, "refusal"); !refusal.empty()) {
    pieces.text += refusal;
    pieces.refused = true;
  }
  return pieces;
}

std::vector<ToolCallDelta> openai_tool_calls(const json& message) {
  std::vector<ToolCallDelta> calls;
  if (const json* list = member_array(message, "tool_calls")) {
    for (std::size_t i = 0; i < list->size(); ++i) calls.push_back(read_call((*list)[i], i));
  } else if (const json* legacy = member(message, "function_call")) {
    calls.emplace_back(std::size_t{0}, std::string(), member_text(*legacy, "name"),
                       arguments_of(*legacy));
  }
  return calls;
}

ChatResponse read_openai_response(const Peer& peer, const HttpHead& head, std::string_view body,
                                  const Limits& limits) {
  const auto answer = parse_lenient(body, limits);
  if (!answer) throw foreign_answer(peer, head, body);
  if (answer->is_string() || is_error_body(*answer)) throw vendor_body_error(peer, head, *answer);
  const json& choice = only_choice(peer, head, *answer, body);
  const json* message = member(choice, "message");
  if (message == nullptr) throw foreign_answer(peer, head, body);
  if (member(choice, "error") != nullptr) throw vendor_body_error(peer, head, choice);
  ChatResponse response;
  response.id = member_text(*answer, "id");
  response.model = openai_model_name(*answer);
  response.request_id = vendor_request_id(head);
  response.finish_reason = openai_finish_reason(member_text(choice, "finish_reason"));
  append_openai_logprobs(response.logprobs, choice);
  ChatAccumulator parts;
  read_message(parts, response, peer, *message);
  response = parts.finish(std::move(response));
  response.usage = openai_usage(*answer).value_or(estimated_output(response));
  return response;
}

}  // namespace baton::inline v0::detail
