#include "provider/responses/responses_stream.hpp"

#include <utility>

#include "provider/json_fields.hpp"
#include "provider/responses/responses_response.hpp"
#include "provider/stream_error.hpp"

namespace baton::inline v0::detail {

using nlohmann::json;

namespace {

/// `{"type":"error","code","message"}` as documented, with an `error` object inside as it also comes, or
/// what servers of other makes send.
bool is_responses_error(std::string_view type, const json& event) {
  if (type == "error" || event.is_string() || member(event, "error") != nullptr) return true;
  return type.empty() && is_error_body(event);
}

std::size_t responses_output_index(const json& event) {
  return static_cast<std::size_t>(member_count(event, "output_index"));
}

}  // namespace

ResponsesStream::ResponsesStream(const Peer& peer, HttpHead head, const Limits& limits)
    : peer_(peer), head_(std::move(head)), limits_(limits), items_(peer.vendor) {}

void ResponsesStream::feed(std::string_view type, std::string_view data) {
  if (done_ || data.empty() || data == "[DONE]") return;
  bytes_ += data.size();
  try {
    check_stream_size(peer_, bytes_, limits_);
    read(type, data);
  } catch (const Error& error) {
    throw broken(error);
  }
}

void ResponsesStream::read(std::string_view type, std::string_view data) {
  auto event = parse_lenient(data, limits_);
  if (!event) throw unreadable_event(peer_, head_, data, items_.text());
  std::string kind = member_text(*event, "type");
  if (kind.empty()) kind = type;
  if (is_responses_error(kind, *event)) throw vendor_body_error(peer_, head_, *event);
  if (!event->is_object()) throw foreign_answer(peer_, head_, data);
  dispatch(kind, *event);
}

void ResponsesStream::dispatch(const std::string& type, json& event) {
  if (type.ends_with(".delta")) {
    started_ = true;
    items_.add(responses_output_index(event), type, event);
  } else if (type == "response.output_item.added") {
    started_ = true;
    items_.start(responses_output_index(event), std::move(event["item"]));
  } else if (type == "response.output_item.done") {
    started_ = true;
    items_.finish(responses_output_index(event), std::move(event["item"]));
  } else if (type == "response.created" || type == "response.in_progress" || type == "response.queued") {
    started_ = true;
  } else if (type == "response.completed" || type == "response.incomplete" || type == "response.failed") {
    end(event);
  }
}

void ResponsesStream::end(json& event) {
  answer_ = std::move(event["response"]);
  if (!answer_.is_object()) throw foreign_answer(peer_, head_, "");
  if (member_text(event, "type") == "response.failed") {
    if (member(answer_, "error") == nullptr) answer_["error"] = "it failed without a reason";
    throw vendor_body_error(peer_, head_, answer_);
  }
  if (const json* output = member_array(answer_, "output")) items_.finish_all(*output);
  done_ = true;
}

std::optional<ChatEvent> ResponsesStream::next() { return cursor_.next(items_.events()); }

ChatResponse ResponsesStream::finish() {
  if (!done_) {
    throw truncated_stream(peer_, head_, started_ ? "the final response.completed is missing" : "nothing came",
                           items_.text());
  }
  try {
    return responses_result(peer_, head_, answer_, items_);
  } catch (const Error& error) {
    throw broken(error);
  }
}

Error ResponsesStream::broken(const Error& error) const {
  return broken_stream(peer_, error, items_.text());
}

}  // namespace baton::inline v0::detail
