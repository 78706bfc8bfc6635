#include "provider/cohere/cohere_stream.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "provider/cohere/cohere_response.hpp"
#include "provider/json_fields.hpp"
#include "provider/stream_error.hpp"
#include "provider/token_estimate.hpp"

namespace baton::inline v0::detail {

using nlohmann::json;

namespace {

CohereBlocks::Index cohere_index(const json& event) {
  const json* index = member(event, "index");
  if (index == nullptr || !index->is_number_unsigned()) return std::nullopt;
  return index->get<std::size_t>();
}

/// `delta.message.NAME`, or null.
const json& cohere_delta(const json& event, const char* name) {
  static const json nothing;
  const json* delta = member(event, "delta");
  const json* message = delta == nullptr ? nullptr : member(*delta, "message");
  const json* value = message == nullptr ? nullptr : member(*message, name);
  return value == nullptr ? nothing : *value;
}

}  // namespace

CohereStream::CohereStream(const Peer& peer, const std::string& model, HttpHead head, const Limits& limits)
    : peer_(peer), head_(std::move(head)), limits_(limits), blocks_(peer.vendor) {
  response_.model = model;
  response_.request_id = vendor_request_id(head_);
}

void CohereStream::feed(std::string_view type, std::string_view data) {
  if (done_ || data.empty()) return;
  bytes_ += data.size();
  try {
    check_stream_size(peer_, bytes_, limits_);
    if (type == "error") {
      throw vendor_body_error(peer_, head_, parse_lenient(data, limits_).value_or(json(std::string(data))));
    }
    read(data);
  } catch (const Error& error) {
    throw broken(error);
  }
}

void CohereStream::read(std::string_view data) {
  if (data == "[DONE]") return;
  const auto event = parse_lenient(data, limits_);
  if (!event) throw unreadable_event(peer_, head_, data, blocks_.text());
  if (is_cohere_error(*event)) throw vendor_body_error(peer_, head_, *event);
  if (!event->is_object()) throw foreign_answer(peer_, head_, data);
  dispatch(member_text(*event, "type"), *event);
}

void CohereStream::dispatch(const std::string& type, const json& event) {
  if (type.starts_with("content-")) {
    content(type, event);
  } else if (type.starts_with("tool-")) {
    tool(type, event);
  } else if (type == "message-start") {
    started_ = true;
    response_.id = member_text(event, "id");
  } else if (type == "message-end") {
    message_end(event);
  }
}

void CohereStream::content(const std::string& type, const json& event) {
  const auto index = cohere_index(event);
  if (type == "content-start") blocks_.start(index, cohere_delta(event, "content"));
  if (type == "content-end") blocks_.stop(index);
  if (type != "content-delta") return;
  blocks_.add(index, cohere_delta(event, "content"));
  if (const json* logprobs = member(event, "logprobs")) append_cohere_logprob(response_.logprobs, *logprobs);
}

void CohereStream::tool(const std::string& type, const json& event) {
  const auto index = cohere_index(event);
  const json& call = cohere_delta(event, "tool_calls");
  if (type == "tool-call-start") blocks_.start_call(index, call);
  if (type == "tool-call-delta") blocks_.add_call(index, call);
  if (type == "tool-call-end") blocks_.stop_call(index);
  const json& plan = cohere_delta(event, "tool_plan");
  if (type == "tool-plan-delta" && plan.is_string()) blocks_.plan(plan.get<std::string>());
}

void CohereStream::message_end(const json& event) {
  const json* delta = member(event, "delta");
  const std::string reason = delta == nullptr ? std::string() : member_text(*delta, "finish_reason");
  if (reason.empty()) throw truncated("there is no finish reason");
  finish_cohere(response_, peer_, head_, blocks_, reason, member_text(*delta, "error"));
  usage_ = cohere_usage(*delta);
  done_ = true;
}

std::optional<ChatEvent> CohereStream::next() { return cursor_.next(blocks_.events()); }

ChatResponse CohereStream::finish() {
  if (!started_) throw truncated("nothing came");
  if (!done_) throw truncated("the final message-end is missing");
  ChatResponse response = std::move(response_);
  response.usage = usage_.value_or(estimated_output(response));
  return response;
}

Error CohereStream::broken(const Error& error) const { return broken_stream(peer_, error, blocks_.text()); }

Error CohereStream::truncated(const char* why) const {
  return truncated_stream(peer_, head_, why, blocks_.text());
}

}  // namespace baton::inline v0::detail
