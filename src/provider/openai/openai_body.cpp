#include "provider/openai/openai_body.hpp"

#include <utility>

#include "provider/openai/openai_response.hpp"

namespace baton::inline v0::detail {

OpenAiBody::OpenAiBody(const OpenAiPeer& peer, HttpHead head, const OpenAiOptions& options,
                       std::int64_t input_tokens)
    : peer_(peer),
      head_(std::move(head)),
      options_(options),
      input_tokens_(input_tokens),
      events_(options.limits),
      stream_(peer, head_, options.dialect, options.limits) {}

void OpenAiBody::feed(std::string_view block) {
  if (form_ == Form::events) return events_.feed(block);
  text_ += block;
  if (text_.size() > options_.limits.bytes) {
    throw Error(ErrorCode::limit_exceeded, peer_.vendor + " sent more than the limit of " +
                                               std::to_string(options_.limits.bytes) + " bytes");
  }
  if (form_ == Form::unknown) recognise();
}

void OpenAiBody::recognise() {
  const auto start = text_.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (start == std::string::npos) return;
  const char first = text_[start];
  if (first == '<') throw openai_foreign_answer(peer_, head_, text_);
  form_ = first == '{' || first == '[' || first == '"' ? Form::whole : Form::events;
  if (form_ == Form::whole) return;
  events_.feed(text_);
  text_.clear();
}

std::optional<ChatEvent> OpenAiBody::next() {
  for (;;) {
    if (auto event = stream_.next()) return event;
    if (taken_ < last_.size()) return std::move(last_[taken_++]);
    if (form_ != Form::events || stream_.done()) return std::nullopt;
    const auto event = events_.next();
    if (!event) return std::nullopt;
    any_event_ = true;
    stream_.feed(event->type, event->data);
  }
}

void OpenAiBody::end() {
  if (form_ == Form::whole) return end_whole();
  if (!any_event_) throw openai_foreign_answer(peer_, head_, text_);
  close(stream_.finish());
}

void OpenAiBody::end_whole() {
  ChatResponse response = read_openai_response(peer_, head_, text_, options_.limits);
  std::size_t calls = 0;
  for (const auto& part : response.message.parts) {
    if (const auto* text = std::get_if<Text>(&part)) last_.emplace_back(TextDelta(text->text));
    if (const auto* thought = std::get_if<Reasoning>(&part); thought != nullptr && !thought->text.empty()) {
      last_.emplace_back(ReasoningDelta(thought->text));
    }
    if (const auto* call = std::get_if<ToolCall>(&part)) {
      last_.emplace_back(ToolCallDelta(calls++, call->id, call->name, call->arguments));
    }
  }
  close(std::move(response));
}

void OpenAiBody::close(ChatResponse response) {
  if (response.usage.estimated) response.usage.input_tokens = input_tokens_;
  last_.emplace_back(ChatEnd(std::make_shared<const ChatResponse>(std::move(response))));
}

}  // namespace baton::inline v0::detail
