#include "provider/anthropic/anthropic_stream.hpp"

#include <utility>

#include "provider/anthropic/anthropic_response.hpp"
#include "provider/json_fields.hpp"
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
    if (bytes_ > limits_.bytes) {
      throw Error(ErrorCode::limit_exceeded, peer_.vendor + " streamed more than the limit of " +
                                                 std::to_string(limits_.bytes) + " bytes");
    }
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
  if (!event) {
    if (data.front() == '{' || data.front() == '[') throw truncated("an event is cut off");
    // A server whose stream breaks may write its exception as it is.
    throw vendor_body_error(peer_, head_, json(std::string(data)));
  }
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
  if (!finished_) return;
  throw Error(ErrorCode::bad_response,
              peer_.vendor + " went on after it had finished: the answer cannot be trusted")
      .with_provider(peer_.vendor)
      .with_http(head_.status, response_.request_id);
}

std::optional<ChatEvent> AnthropicStream::next() {
  auto& events = blocks_.events();
  if (taken_ == events.size()) {
    events.clear();
    taken_ = 0;
    return std::nullopt;
  }
  return std::move(events[taken_++]);
}

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
  const Error known = error.provider().empty() ? error.with_provider(peer_.vendor) : error;
  return known.with_partial(blocks_.text());
}

Error AnthropicStream::truncated(const char* why) const {
  return Error(ErrorCode::stream_truncated, "the stream of " + peer_.vendor + " broke off (" + why +
                                                "): what arrived is in partial()")
      .with_provider(peer_.vendor)
      .with_http(head_.status, response_.request_id)
      .with_retry(true)
      .with_partial(blocks_.text());
}

}  // namespace baton::inline v0::detail
