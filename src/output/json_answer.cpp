#include <baton/output/json_answer.hpp>

#include <utility>
#include <variant>

#include <baton/output/answer.hpp>

namespace baton::inline v0 {

JsonAnswer::JsonAnswer(JsonStart start, const Limits& limits)
    : start_(start), limits_(limits), json_(start, limits) {}

bool JsonAnswer::feed(const ChatEvent& event) {
  if (const auto* delta = std::get_if<TextDelta>(&event)) {
    add(delta->text);
  } else if (const auto* last = std::get_if<ChatEnd>(&event); last != nullptr && last->response) {
    end(*last->response);
  }
  return due();
}

void JsonAnswer::add(std::string_view piece) {
  text_ += piece;
  try {
    changed_ = json_.feed(piece) || changed_;
  } catch (const Error& error) {
    throw unusable_answer(error, text_);
  }
}

void JsonAnswer::end(const ChatResponse& response) {
  const std::string whole = answer_text(response);
  if (text_.empty()) add(whole);  // some models give no pieces, just the end
  reason_ = response.finish_reason;
}

bool JsonAnswer::due() {
  // Each state costs its length to copy: growth by a fixed share keeps the sum linear.
  constexpr std::size_t share = 256;
  if (!changed_ || json_.complete() || (text_.size() - shown_) * share < text_.size()) return false;
  changed_ = false;
  shown_ = text_.size();
  return true;
}

void JsonAnswer::finish() {
  if (json_.complete()) return;
  if (reason_ == FinishReason::length) {
    throw unusable_answer("the answer was cut off at the token limit before its JSON ended: raise max_tokens",
                          text_);
  }
  if (reason_ == FinishReason::tool_calls && text_.empty()) {
    throw unusable_answer("the model called a tool instead of answering with JSON", text_);
  }
  if (!json_.started() && start_ == JsonStart::container) return finish_scalar();
  try {
    json_.finish();
  } catch (const Error& error) {
    throw unusable_answer(error, text_);
  }
}

void JsonAnswer::finish_scalar() {
  try {
    scalar_ = Json::parse(text_, limits_);
  } catch (const Error& error) {
    throw unusable_answer("there is no JSON in the answer", text_).with_cause(error);
  }
}

void JsonAnswer::read(const ChatResponse& response) {
  end(response);
  finish();
}

void JsonAnswer::read(std::string_view text) {
  add(text);
  finish();
}

}  // namespace baton::inline v0
