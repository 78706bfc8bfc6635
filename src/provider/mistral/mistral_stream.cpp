#include "provider/mistral/mistral_stream.hpp"

#include <iterator>
#include <utility>

namespace baton::inline v0::detail {

MistralStream::MistralStream(const Peer& peer, const HttpHead& head, const Limits& limits)
    : limits_(limits), inner_(peer, head, OpenAiDialect(), limits), content_(peer.vendor) {}

void MistralStream::feed(std::string_view type, std::string_view data) {
  inner_.feed(type, data);
  const auto chunks = mistral_chunks(data, MistralPlace::delta, limits_);
  if (chunks) content_.add(*chunks, MistralPlace::delta);
  while (auto event = inner_.next()) {
    const auto* text = std::get_if<TextDelta>(&*event);
    if (!chunks && text != nullptr) content_.say(text->text);
    events_.push_back(std::move(*event));
  }
}

std::optional<ChatEvent> MistralStream::next() { return cursor_.next(events_); }

ChatResponse MistralStream::finish() {
  ChatResponse response = inner_.finish();
  put_mistral_content(response, content_);
  return response;
}

void put_mistral_content(ChatResponse& response, const MistralContent& content) {
  if (!content.has_chunks()) return;
  std::vector<Part> parts = content.parts();
  for (auto& part : response.message.parts) {
    if (std::holds_alternative<ToolCall>(part)) parts.push_back(std::move(part));
  }
  response.message.parts = std::move(parts);
}

}  // namespace baton::inline v0::detail
