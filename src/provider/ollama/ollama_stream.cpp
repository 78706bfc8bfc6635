#include "provider/ollama/ollama_stream.hpp"

#include <utility>

#include "provider/json_fields.hpp"
#include "provider/stream_error.hpp"

namespace baton::inline v0::detail {

OllamaStream::OllamaStream(const Peer& peer, const ChatRequest& request, HttpHead head,
                           const Limits& limits)
    : peer_(peer), head_(std::move(head)), limits_(limits), answer_(peer.vendor, calls_in(request)) {}

void OllamaStream::feed(std::string_view, std::string_view data) {
  if (answer_.done()) return;
  bytes_ += data.size();
  try {
    check_stream_size(peer_, bytes_, limits_);
    read(data);
  } catch (const Error& error) {
    throw broken(error);
  }
}

void OllamaStream::read(std::string_view line) {
  const auto value = parse_lenient(line, limits_);
  if (!value) throw unreadable_event(peer_, head_, line, answer_.text());
  if (is_ollama_error(*value)) throw vendor_body_error(peer_, head_, *value);
  if (!value->is_object()) throw foreign_answer(peer_, head_, line);
  answer_.take(*value);
}

std::optional<ChatEvent> OllamaStream::next() { return cursor_.next(answer_.events()); }

ChatResponse OllamaStream::finish() {
  if (!answer_.started()) throw broken(foreign_answer(peer_, head_, "{}"));
  if (!answer_.done()) throw truncated_stream(peer_, head_, "no line says that it is done", answer_.text());
  ChatResponse response = answer_.finish();
  response.request_id = vendor_request_id(head_);
  return response;
}

Error OllamaStream::broken(const Error& error) const {
  return broken_stream(peer_, error, answer_.text());
}

}  // namespace baton::inline v0::detail
