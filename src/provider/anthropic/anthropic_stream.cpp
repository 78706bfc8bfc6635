#include "provider/anthropic/anthropic_stream.hpp"

#include <utility>

#include "provider/anthropic/anthropic_response.hpp"
#include "provider/json_fields.hpp"
#include "provider/stream_error.hpp"
#include "provider/token_estimate.hpp"

namespace baton::inline v0::detail {

using nlohmann::json;

namespace {

std::size_t index_of(const json& event) {
  return static_cast<std::size_t>(member_count(event, "index"));
}

}  // namespace

AnthropicStream::AnthropicStream(const Peer& peer, HttpHead head, const Limits& limits)
    : peer_(peer), head_(std::move(head)), limits_(limits), blocks_(peer.vendor, limits) {
  response_.request_id = vendor_request_id(head_);
}

void AnthropicStream::feed(std::string_view type, std::string_view data) {
  if (done_ || data.empty() || type == "ping") return;
  bytes_ += data.size();
  try {
    check_stream_size(peer_, bytes_, limits_);
    if (type == "error") {
      throw vendor_body_error(peer_, head_,
                              parse_lenient(data, limits_).value_or(json(std::string(data))));
    }
    read(data);
  } catch (const Error& error) {
    throw broken(error);
  }
}

void AnthropicStream::read(std::string_view data) {
  auto event = parse_lenient(data, limits_);
  if (!event) throw unreadable_event(peer_, head_, data, blocks_.text());
  if (is_anthropic_error(*event)) throw vendor_body_error(peer_, head_, *event);
  if (!event->is_object()) throw foreign_answer(peer_, head_, data);
  dispatch(member_text(*event, "type"), *event);
}

void AnthropicStream::dispatch(const std::string& type, json& event) {
  if (type == "content_block_delta") {
    refuse_after_end();
    if (const json* delta = member(event, "delta")) blocks_.add(index_of(event), *delta);
  } else if (type == "content_block_start") {
    refuse_after_end();
    blocks_.start(index_of(event), std::move(event["content_block"]));
  } else if (type == "content_block_stop") {
    blocks_.stop(index_of(event));
  } else if (type == "message_start") {
    message_start(event);
  } else if (type == "message_delta") {
    message_delta(event);
  } else if (type == "message_stop") {
    done_ = true;
  }
}

void AnthropicStream::message_start(const json& event) {
  started_ = true;
  const json* message = member(event, "message");
  if (message == nullptr) return;
  response_.id = member_text(*message, "id");
  response_.model = member_text(*message, "model");
  take_usage(*message);
}

void AnthropicStream::message_delta(const json& event) {
  take_usage(event);
  const json* delta = member(event, "delta");
  if (delta == nullptr) return;
  const std::string reason = member_text(*delta, "stop_reason");
  if (reason.empty()) return;
  finished_ = true;
  response_.finish_reason = anthropic_finish_reason(reason);
  if (reason == "refusal") explain_refusal(blocks_, *delta);
}

/// The counts of `message_delta` are cumulative, and those it lacks are those of `message_start`.
void AnthropicStream::take_usage(const json& holder) {
  const json* usage = member(holder, "usage");
  if (usage == nullptr || !usage->is_object()) return;
  for (const auto& [key, value] : usage->items()) {
    if (!value.is_null()) usage_[key] = value;
  }
}

void AnthropicStream::refuse_after_end() const {
  if (finished_) throw stream_after_end(peer_, head_);
}

std::optional<ChatEvent> AnthropicStream::next() { return cursor_.next(blocks_.events()); }

ChatResponse AnthropicStream::finish() {
  if (!started_) throw truncated("nothing came");
  if (!done_) throw truncated("the final message_stop is missing");
  if (!finished_) throw truncated("there is no stop reason");
  ChatResponse response = std::move(response_);
  response.message = blocks_.finish();
  response.usage = anthropic_usage(usage_).value_or(estimated_output(response));
  return response;
}

Error AnthropicStream::broken(const Error& error) const {
  return broken_stream(peer_, error, blocks_.text());
}

Error AnthropicStream::truncated(const char* why) const {
  return truncated_stream(peer_, head_, why, blocks_.text());
}

}  // namespace baton::inline v0::detail
