#include "provider/bedrock/bedrock_stream.hpp"

#include <utility>

#include "provider/bedrock/bedrock_response.hpp"
#include "provider/json_fields.hpp"
#include "provider/stream_error.hpp"
#include "provider/token_estimate.hpp"

namespace baton::inline v0::detail {

using nlohmann::json;

BedrockStream::BedrockStream(const Peer& peer, std::string model, HttpHead head, const Limits& limits)
    : peer_(peer), head_(std::move(head)), limits_(limits), blocks_(peer.vendor, limits) {
  response_.model = std::move(model);
  response_.request_id = vendor_request_id(head_);
}

void BedrockStream::feed(std::string_view type, std::string_view data) {
  if (done_ || data.empty()) return;
  bytes_ += data.size();
  try {
    check_stream_size(peer_, bytes_, limits_);
    read(type, data);
  } catch (const Error& error) {
    throw broken(error);
  }
}

void BedrockStream::read(std::string_view type, std::string_view data) {
  const auto event = parse_lenient(data, limits_);
  if (!event) throw unreadable_event(peer_, head_, data, blocks_.text());
  if (type == "error" || is_bedrock_error(*event)) throw vendor_body_error(peer_, head_, *event);
  if (!event->is_object()) throw foreign_answer(peer_, head_, data);
  dispatch(type, *event);
}

void BedrockStream::dispatch(std::string_view type, const json& event) {
  if (type.starts_with("contentBlock")) {
    block_event(type, event);
  } else if (type == "messageStop") {
    message_stop(event);
  } else if (type == "metadata") {
    metadata(event);
  }
}

void BedrockStream::block_event(std::string_view type, const json& event) {
  if (finished_) throw stream_after_end(peer_, head_);
  const auto index = static_cast<std::size_t>(member_count(event, "contentBlockIndex"));
  const json* start = member(event, "start");
  const json* delta = member(event, "delta");
  if (type == "contentBlockStart" && start != nullptr) blocks_.start(index, *start);
  if (type == "contentBlockDelta" && delta != nullptr) blocks_.add(index, *delta);
  if (type == "contentBlockStop") blocks_.stop(index);
}

void BedrockStream::message_stop(const json& event) {
  finished_ = true;
  response_.finish_reason = bedrock_finish_reason(peer_, head_, member_text(event, "stopReason"));
}

void BedrockStream::metadata(const json& event) {
  const json* usage = member(event, "usage");
  if (usage != nullptr) usage_ = bedrock_usage(*usage);
  done_ = finished_;
}

std::optional<ChatEvent> BedrockStream::next() { return cursor_.next(blocks_.events()); }

ChatResponse BedrockStream::finish() {
  if (!finished_) throw truncated("there is no stop reason");
  if (!done_) throw truncated("the final metadata is missing");
  ChatResponse response = std::move(response_);
  response.message = blocks_.finish();
  response.usage = usage_.value_or(estimated_output(response));
  return response;
}

Error BedrockStream::broken(const Error& error) const {
  return broken_stream(peer_, error, blocks_.text());
}

Error BedrockStream::truncated(const char* why) const {
  return truncated_stream(peer_, head_, why, blocks_.text());
}

}  // namespace baton::inline v0::detail
