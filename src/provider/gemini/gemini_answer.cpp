#include "provider/gemini/gemini_answer.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "provider/json_fields.hpp"
#include "provider/stream_error.hpp"
#include "provider/token_estimate.hpp"

namespace baton::inline v0::detail {

using nlohmann::json;

namespace {

/// Source: types.py of Google's Gen AI SDK for Python, FinishReason.
constexpr std::array<std::string_view, 8> withheld = {
    "SAFETY", "RECITATION",   "BLOCKLIST", "PROHIBITED_CONTENT",
    "SPII",   "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION"};
constexpr std::array<std::string_view, 3> unreadable_calls = {"MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL",
                                                              "TOO_MANY_TOOL_CALLS"};

template <std::size_t Count>
bool is_one_of(const std::array<std::string_view, Count>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool says_something(const json& part) {
  const json* text = member(part, "text");
  return part.is_object() && !part.empty() && (text == nullptr || *text != "");
}

TokenLogprob gemini_logprob(const json& wire) {
  TokenLogprob token;
  token.token = member_text(wire, "token");
  const json* value = member(wire, "logProbability");
  if (value != nullptr && value->is_number()) token.logprob = value->get<double>();
  return token;
}

std::vector<TokenLogprob> gemini_alternatives(const json& top) {
  std::vector<TokenLogprob> alternatives;
  if (const json* others = member_array(top, "candidates")) {
    for (const auto& other : *others) alternatives.push_back(gemini_logprob(other));
  }
  return alternatives;
}

void append_gemini_logprobs(std::vector<TokenLogprob>& tokens, const json& candidate) {
  const json* result = member(candidate, "logprobsResult");
  const json* chosen = result == nullptr ? nullptr : member_array(*result, "chosenCandidates");
  if (chosen == nullptr) return;
  const json* tops = member_array(*result, "topCandidates");
  for (std::size_t i = 0; i < chosen->size(); ++i) {
    TokenLogprob token = gemini_logprob((*chosen)[i]);
    if (tops != nullptr && i < tops->size()) token.alternatives = gemini_alternatives((*tops)[i]);
    tokens.push_back(std::move(token));
  }
}

}  // namespace

FinishReason gemini_finish_reason(std::string_view reason) {
  if (reason == "STOP") return FinishReason::stop;
  if (reason == "MAX_TOKENS") return FinishReason::length;
  return is_one_of(withheld, reason) ? FinishReason::content_filter : FinishReason::other;
}

std::optional<Usage> gemini_usage(const json& usage) {
  Usage out;
  // "total_token_count … is the sum of prompt_token_count, candidates_token_count,
  // tool_use_prompt_token_count, and thoughts_token_count"; the prompt has what was cached in it.
  out.input_tokens = member_count(usage, "promptTokenCount") + member_count(usage, "toolUsePromptTokenCount");
  out.reasoning_tokens = member_count(usage, "thoughtsTokenCount");
  out.output_tokens = member_count(usage, "candidatesTokenCount") + out.reasoning_tokens;
  out.cached_tokens = member_count(usage, "cachedContentTokenCount");
  if (out.input_tokens == 0 && out.output_tokens == 0) return std::nullopt;
  return out;
}

GeminiAnswer::GeminiAnswer(const Peer& peer, HttpHead head)
    : peer_(peer), head_(std::move(head)), parts_(peer.vendor) {
  response_.request_id = vendor_request_id(head_);
}

void GeminiAnswer::add(const json& chunk) {
  if (chunk.is_string() || is_error_body(chunk)) throw vendor_body_error(peer_, head_, chunk);
  if (!chunk.is_object()) throw foreign_answer(peer_, head_, chunk.dump());
  if (response_.id.empty()) response_.id = member_text(chunk, "responseId");
  if (response_.model.empty()) response_.model = member_text(chunk, "modelVersion");
  take_usage(chunk);
  refuse_blocked(chunk);
  const json* candidates = member_array(chunk, "candidates");
  if (candidates == nullptr) return;
  for (const auto& one : *candidates) {
    // Further candidates (`candidateCount` by way of `extra`) would mix with the first.
    if (member_count(one, "index") == 0) candidate(one);
  }
}

/// The counts of a stream are cumulative, but not every chunk has all of them.
void GeminiAnswer::take_usage(const json& chunk) {
  const json* usage = member(chunk, "usageMetadata");
  if (usage == nullptr || !usage->is_object()) return;
  for (const auto& [key, value] : usage->items()) {
    if (!value.is_null()) usage_[key] = value;
  }
}

void GeminiAnswer::refuse_blocked(const json& chunk) const {
  const json* feedback = member(chunk, "promptFeedback");
  if (feedback == nullptr) return;
  const std::string reason = member_text(*feedback, "blockReason");
  if (reason.empty() || reason == "BLOCKED_REASON_UNSPECIFIED") return;
  const std::string why = member_text(*feedback, "blockReasonMessage");
  const std::string message = "the prompt was blocked, " + reason + (why.empty() ? "" : ": " + why);
  throw vendor_body_error(peer_, head_, {{"error", {{"message", message}, {"type", "content_filter"}}}});
}

void GeminiAnswer::candidate(const json& value) {
  begun_ = true;
  const json* content = member(value, "content");
  const json* parts = content == nullptr ? nullptr : member_array(*content, "parts");
  if (parts != nullptr) {
    for (const auto& part : *parts) {
      if (finished_ && says_something(part)) throw stream_after_end(peer_, head_);
      parts_.add(part, response_.id);
    }
  }
  append_gemini_logprobs(response_.logprobs, value);
  const std::string reason = member_text(value, "finishReason");
  if (finished_ || reason.empty() || reason == "FINISH_REASON_UNSPECIFIED") return;
  finished_by(reason, value);
}

void GeminiAnswer::finished_by(const std::string& reason, const json& candidate) {
  if (is_one_of(unreadable_calls, reason)) {
    throw Error(ErrorCode::model_output_invalid,
                peer_.vendor + " could not read the model's own tool call (" + reason + "): ask it again")
        .with_provider(peer_.vendor)
        .with_http(head_.status, response_.request_id);
  }
  finished_ = true;
  response_.finish_reason = gemini_finish_reason(reason);
  if (response_.finish_reason != FinishReason::content_filter || !parts_.text().empty()) return;
  if (const std::string why = member_text(candidate, "finishMessage"); !why.empty()) parts_.say(why);
}

ChatResponse GeminiAnswer::finish() {
  if (!finished_) {
    throw truncated_stream(peer_, head_, begun_ ? "there is no finish reason" : "nothing came", text());
  }
  if (response_.finish_reason == FinishReason::stop) {
    if (!parts_.answered()) throw empty();
    if (parts_.has_calls()) response_.finish_reason = FinishReason::tool_calls;
  }
  ChatResponse response = std::move(response_);
  response.message = parts_.finish();
  response.usage = gemini_usage(usage_).value_or(estimated_output(response));
  return response;
}

Error GeminiAnswer::empty() const {
  return Error(ErrorCode::bad_response, peer_.vendor + " gave an empty answer: ask again")
      .with_provider(peer_.vendor)
      .with_http(head_.status, response_.request_id)
      .with_retry(true);
}

ChatResponse read_gemini_response(const Peer& peer, const HttpHead& head, std::string_view body,
                                  const Limits& limits) {
  const auto value = parse_lenient(body, limits);
  if (!value) throw foreign_answer(peer, head, body);
  GeminiAnswer answer(peer, head);
  if (value->is_array()) {
    for (const auto& chunk : *value) answer.add(chunk);
  } else {
    answer.add(*value);
  }
  if (!answer.begun()) throw answer.empty();
  return answer.finish();
}

}  // namespace baton::inline v0::detail
