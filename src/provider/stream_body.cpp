#include "provider/stream_body.hpp"

#include <algorithm>
#include <utility>

namespace baton::inline v0::detail {
namespace {

constexpr std::string_view event_fields[] = {"data:", "event:", "id:", ":"};

bool begins_an_event(std::string_view text) {
  return std::ranges::any_of(event_fields, [&](auto field) { return text.starts_with(field); });
}

bool may_begin_an_event(std::string_view text) {
  return std::ranges::any_of(event_fields, [&](auto field) { return field.starts_with(text); });
}

/// Whether this is the length of a binary message, which no text begins with: from 16 bytes to 32 MiB.
std::optional<bool> begins_message(std::string_view text) {
  if (text.front() != 0 && text.front() != 1) return false;
  if (text.size() < 4) return std::nullopt;
  return text.substr(0, 3) != std::string_view("\0\0\0", 3) || static_cast<unsigned char>(text[3]) >= 16;
}

/// Whether these first bytes, a proxy's page apart, are those of a stream; nothing when there are too
/// few to tell.
std::optional<bool> begins_stream(Framing framing, std::string_view text) {
  const char first = text.front();
  if (framing == Framing::aws_event_stream) return begins_message(text);
  if (framing == Framing::ndjson) return first == '{';
  if (may_begin_an_event(text)) return std::nullopt;
  return first != '{' && first != '[' && first != '"';
}

}  // namespace

StreamBody::StreamBody(const Wire& wire, const ChatRequest& request, HttpHead head,
                       std::int64_t input_tokens)
    : wire_(wire),
      request_(request),
      head_(std::move(head)),
      input_tokens_(input_tokens),
      framing_(wire.framing()),
      events_(framing_, wire.limits()),
      decoder_(wire.decoder(request, head_)) {}

void StreamBody::feed(std::string_view block) {
  if (form_ == Form::events) return events_.feed(block);
  text_ += block;
  if (text_.size() > wire_.limits().bytes) {
    throw Error(ErrorCode::limit_exceeded, wire_.peer().vendor + " sent more than the limit of " +
                                               std::to_string(wire_.limits().bytes) + " bytes");
  }
  if (form_ == Form::unknown) recognise();
}

void StreamBody::feed(std::string&& block) {
  if (form_ == Form::events) return events_.feed(std::move(block));
  feed(std::string_view(block));
}

void StreamBody::recognise() {
  const auto start = text_.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (start == std::string::npos) return;
  const auto opening = std::string_view(text_).substr(start);
  if (opening.front() == '<') throw foreign_answer(wire_.peer(), head_, text_);
  const auto streamed = begins_stream(framing_, opening);
  begun_ = !streamed;
  if (begun_) return;
  form_ = *streamed ? Form::events : Form::whole;
  if (form_ == Form::whole) return;
  begun_ = framing_ != Framing::server_sent_events || begins_an_event(opening);
  events_.feed(std::exchange(text_, {}));
}

std::optional<Frame> StreamBody::next_frame() {
  try {
    return events_.next();
  } catch (const Error& error) {
    throw decoder_->broken(error);
  }
}

void StreamBody::take(const Frame& event) {
  any_event_ = true;
  decoder_->feed(event.type, event.data);
}

std::optional<ChatEvent> StreamBody::next() {
  for (;;) {
    if (auto event = decoder_->next()) return event;
    if (taken_ < last_.size()) return std::move(last_[taken_++]);
    // Not before what the last event says is given: an error would take its place.
    if (std::exchange(ended_, false)) {
      close(decoder_->finish());
      continue;
    }
    if (form_ != Form::events || decoder_->done()) return std::nullopt;
    const auto event = next_frame();
    if (!event) return std::nullopt;
    take(*event);
  }
}

void StreamBody::end() {
  if (form_ == Form::whole) return end_whole();
  if (form_ == Form::events && !decoder_->done()) {
    if (const auto last = events_.finish()) take(*last);
  }
  if (!any_event_ && !begun_) throw foreign_answer(wire_.peer(), head_, text_);
  ended_ = true;
}

void StreamBody::end_whole() {
  ChatResponse response = wire_.response(request_, head_, text_);
  std::size_t calls = 0;
  for (const auto& part : response.message.parts) {
    if (const auto* text = std::get_if<Text>(&part)) last_.emplace_back(TextDelta(text->text));
    if (const auto* thought = std::get_if<Reasoning>(&part);
        thought != nullptr && !thought->text.empty()) {
      last_.emplace_back(ReasoningDelta(thought->text));
    }
    if (const auto* call = std::get_if<ToolCall>(&part)) {
      last_.emplace_back(ToolCallDelta(calls++, call->id, call->name, call->arguments));
    }
  }
  close(std::move(response));
}

void StreamBody::close(ChatResponse response) {
  if (response.usage.estimated) response.usage.input_tokens = input_tokens_;
  last_.emplace_back(ChatEnd(std::make_shared<const ChatResponse>(std::move(response))));
}

}  // namespace baton::inline v0::detail
