#include "provider/ollama/ollama_answer.hpp"

#include <utility>

#include "provider/json_fields.hpp"
#include "provider/stream_error.hpp"
#include "provider/token_estimate.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

constexpr std::size_t most_ollama_calls = 1'000;

FinishReason ollama_finish_reason(const std::string& reason, bool has_calls) {
  if (reason == "length") return FinishReason::length;
  if (!reason.empty() && reason != "stop" && reason != "tool_calls") return FinishReason::other;
  return has_calls ? FinishReason::tool_calls : FinishReason::stop;
}

TokenLogprob ollama_logprob(const json& value) {
  TokenLogprob out;
  out.token = member_text(value, "token");
  const json* logprob = member(value, "logprob");
  if (logprob != nullptr && logprob->is_number()) out.logprob = logprob->get<double>();
  return out;
}

std::string ollama_arguments(const json& function) {
  const json* arguments = member(function, "arguments");
  if (arguments == nullptr) return "{}";
  if (arguments->is_string()) return arguments->get<std::string>();
  return arguments->dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

void OllamaAnswer::take(const json& line) {
  if (const json* message = member(line, "message"); message != nullptr && message->is_object()) {
    started_ = true;
    take_message(*message);
  }
  if (const json* logprobs = member_array(line, "logprobs")) take_logprobs(*logprobs);
  if (std::string model = member_text(line, "model"); !model.empty()) response_.model = std::move(model);
  const json* done = member(line, "done");
  if (done != nullptr && done->is_boolean() && done->get<bool>()) take_end(line);
}

void OllamaAnswer::take_message(const json& message) {
  if (std::string piece = member_text(message, "thinking"); !piece.empty()) {
    thinking_ += piece;
    events_.emplace_back(ReasoningDelta(std::move(piece)));
  }
  if (std::string piece = member_text(message, "content"); !piece.empty()) {
    text_ += piece;
    events_.emplace_back(TextDelta(std::move(piece)));
  }
  const json* calls = member_array(message, "tool_calls");
  if (calls == nullptr) return;
  for (const auto& call : *calls) take_call(call);
}

void OllamaAnswer::take_call(const json& call) {
  const json* function = member(call, "function");
  if (function == nullptr) return;
  if (calls_.size() == most_ollama_calls) {
    throw Error(ErrorCode::bad_response,
                vendor_ + " made more than 1,000 tool calls: the answer cannot be trusted");
  }
  ToolCall made{member_text(call, "id"), member_text(*function, "name"), ollama_arguments(*function)};
  if (made.id.empty()) made.id = "call_" + std::to_string(calls_before_ + calls_.size() + 1);
  events_.emplace_back(ToolCallDelta(calls_.size(), made.id, made.name, made.arguments));
  calls_.push_back(std::move(made));
}

void OllamaAnswer::take_logprobs(const json& logprobs) {
  for (const auto& value : logprobs) {
    TokenLogprob token = ollama_logprob(value);
    if (const json* others = member_array(value, "top_logprobs")) {
      for (const auto& other : *others) token.alternatives.push_back(ollama_logprob(other));
    }
    response_.logprobs.push_back(std::move(token));
  }
}

void OllamaAnswer::take_end(const json& line) {
  done_ = true;
  response_.finish_reason = ollama_finish_reason(member_text(line, "done_reason"), !calls_.empty());
  response_.usage.input_tokens = member_count(line, "prompt_eval_count");
  response_.usage.output_tokens = member_count(line, "eval_count");
  counted_ = response_.usage != Usage{};
}

ChatResponse OllamaAnswer::finish() {
  auto& parts = response_.message.parts;
  response_.message.role = Role::assistant;
  if (!thinking_.empty()) parts.emplace_back(Reasoning{std::move(thinking_), vendor_, {}});
  if (!text_.empty()) parts.emplace_back(Text{std::move(text_)});
  for (auto& call : calls_) parts.emplace_back(std::move(call));
  if (!counted_) response_.usage = estimated_output(response_);
  return std::move(response_);
}

bool is_ollama_error(const json& value) {
  return value.is_string() || member(value, "error") != nullptr;
}

std::size_t calls_in(const ChatRequest& request) {
  std::size_t calls = 0;
  for (const auto& message : request.messages) calls += message.tool_calls().size();
  return calls;
}

ChatResponse read_ollama_response(const Peer& peer, const ChatRequest& request, const HttpHead& head,
                                  std::string_view body, const Limits& limits) {
  const auto line = parse_lenient(body, limits);
  if (!line) throw foreign_answer(peer, head, body);
  if (is_ollama_error(*line)) throw vendor_body_error(peer, head, *line);
  OllamaAnswer answer(peer.vendor, calls_in(request));
  answer.take(*line);
  if (!answer.started()) throw foreign_answer(peer, head, body);
  if (!answer.done()) throw truncated_stream(peer, head, "it is not done", answer.text());
  ChatResponse response = answer.finish();
  response.request_id = vendor_request_id(head);
  return response;
}

}  // namespace baton::inline v0::detail
