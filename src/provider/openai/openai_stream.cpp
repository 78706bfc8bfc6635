#include "provider/openai/openai_stream.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "provider/json_fields.hpp"
#include "provider/openai/openai_response.hpp"
#include "provider/stream_error.hpp"
#include "provider/token_estimate.hpp"

namespace baton::inline v0::detail {

using nlohmann::json;

OpenAiStream::OpenAiStream(const Peer& peer, HttpHead head, const OpenAiDialect& dialect,
                           Limits limits)
    : peer_(peer),
      head_(std::move(head)),
      done_marker_(dialect.done_marker),
      usage_marker_(dialect.usage_marker),
      limits_(limits) {
  response_.request_id = vendor_request_id(head_);
}

void OpenAiStream::feed(std::string_view type, std::string_view data) {
  if (done_ || data.empty()) return;
  if (data == "[DONE]") {
    done_ = true;
    return;
  }
  bytes_ += data.size();
  if (bytes_ <= limits_.bytes && started_ && !finished_ && type != "error" && scanner_.scan(data)) {
    if (scanner_.kind() == OpenAiDeltaScanner::Kind::text) emit_text(scanner_.piece());
    if (scanner_.kind() == OpenAiDeltaScanner::Kind::reasoning) emit_reasoning(scanner_.piece());
    return;
  }
  try {
    check_stream_size(peer_, bytes_, limits_);
    if (type == "error") {
      const auto value = parse_lenient(data, limits_);
      throw vendor_body_error(peer_, head_, value.value_or(json(std::string(data))));
    }
    feed_json(data);
  } catch (const Error& error) {
    throw broken(error.http_status() == 0 ? error.with_http(head_.status, response_.request_id) : error);
  }
}

void OpenAiStream::feed_json(std::string_view data) {
  const auto value = parse_lenient(data, limits_);
  if (!value) throw unreadable_event(peer_, head_, data, parts_.text());
  if (value->is_string() || is_error_body(*value)) throw vendor_body_error(peer_, head_, *value);
  if (!value->is_object()) throw foreign_answer(peer_, head_, data);
  chunk(*value);
}

void OpenAiStream::chunk(const json& value) {
  if (const json* groq = member(value, "x_groq"); groq != nullptr && member(*groq, "error") != nullptr) {
    throw vendor_body_error(peer_, head_, *groq);
  }
  started_ = true;
  if (response_.id.empty()) response_.id = member_text(value, "id");
  if (response_.model.empty()) response_.model = openai_model_name(value);
  if (auto usage = openai_usage(value)) usage_ = usage;
  const json* choices = member_array(value, "choices");
  const bool empty = choices == nullptr || choices->empty();
  if (!empty) {
    for (const auto& one : *choices) {
      // Further choices (`n` by way of `extra`) would mix with the first.
      if (member_count(one, "index") == 0) choice(one);
    }
  }
  if (usage_marker_ && (empty || finished_) && member(value, "usage") != nullptr) end_with_usage();
}

void OpenAiStream::choice(const json& value) {
  if (member(value, "error") != nullptr) throw vendor_body_error(peer_, head_, value);
  if (const json* piece = member(value, "delta")) delta(*piece);
  append_openai_logprobs(response_.logprobs, value);
  const std::string reason = member_text(value, "finish_reason");
  if (reason.empty()) return;
  const FinishReason told = openai_finish_reason(reason);
  // Azure's asynchronous filter may judge a text after its end.
  if (finished_ && told != FinishReason::content_filter) return;
  if (response_.finish_reason != FinishReason::content_filter) response_.finish_reason = told;
  finished_ = true;
}

/// Some of watsonx' models give no finish reason when they were made to call a tool. Source: IBM's Java
/// SDK, SseEventProcessor.
void OpenAiStream::end_with_usage() {
  done_ = true;
  if (finished_ || !called_) return;
  finished_ = true;
  response_.finish_reason = FinishReason::tool_calls;
}

void OpenAiStream::delta(const json& value) {
  const OpenAiPieces pieces = openai_pieces(value);
  emit_reasoning(pieces.reasoning);
  emit_text(pieces.text);
  if (pieces.refused) response_.finish_reason = FinishReason::content_filter;
  if (const json* details = member_array(value, "reasoning_details")) reasoning_details_.add(*details);
  for (auto& call : openai_tool_calls(value)) emit_call(std::move(call));
}

void OpenAiStream::emit_text(std::string_view text) {
  if (text.empty()) return;
  refuse_after_end();
  parts_.add_text(text);
  events_.emplace_back(std::in_place_type<TextDelta>, std::string(text));
}

void OpenAiStream::emit_reasoning(std::string_view text) {
  if (text.empty()) return;
  refuse_after_end();
  reasoned_ = true;
  parts_.add_reasoning(text);
  events_.emplace_back(std::in_place_type<ReasoningDelta>, std::string(text));
}

void OpenAiStream::emit_call(ToolCallDelta call) {
  refuse_after_end();
  called_ = true;
  call_index_.place(call);
  parts_.add_tool_call(call);
  events_.emplace_back(std::move(call));
}

void OpenAiStream::refuse_after_end() const {
  if (finished_) throw stream_after_end(peer_, head_);
}

std::optional<ChatEvent> OpenAiStream::next() { return cursor_.next(events_); }

ChatResponse OpenAiStream::finish() {
  if (!started_) {
    if (!done_) throw truncated("nothing came");
    throw Error(ErrorCode::bad_response, peer_.vendor + " streamed an empty answer: ask again")
        .with_provider(peer_.vendor)
        .with_http(head_.status, response_.request_id)
        .with_retry(true);
  }
  if (!finished_) throw truncated("there is no finish reason");
  if (!done_ && done_marker_) throw truncated("the final [DONE] is missing");
  if (!done_ && usage_marker_) throw truncated("the final usage is missing");
  if (!reasoning_details_.empty()) {
    parts_.set_reasoning_source(peer_.vendor, reasoning_details_.text());
  } else if (reasoned_) {
    parts_.set_reasoning_source(peer_.vendor, {});
  }
  if (called_ && response_.finish_reason == FinishReason::stop) {
    response_.finish_reason = FinishReason::tool_calls;
  }
  ChatResponse response = parts_.finish(std::move(response_));
  response.usage = usage_.value_or(estimated_output(response));
  return response;
}

Error OpenAiStream::broken(const Error& error) const {
  return broken_stream(peer_, error, parts_.text());
}

Error OpenAiStream::truncated(const char* why) const {
  return truncated_stream(peer_, head_, why, parts_.text());
}

}  // namespace baton::inline v0::detail
