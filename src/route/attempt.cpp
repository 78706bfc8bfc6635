#include "route/attempt.hpp"

#include <utility>

namespace baton::inline v0::detail {

AttemptSpan::AttemptSpan(const Visit& visit, const Context& parent)
    : Span(SpanKind::step, "deployment " + visit.deployment().name, parent) {
  if (!visit.warning().empty()) set("baton.route.warning", visit.warning());
}

const Model& chat_of(const Visit& visit) {
  if (visit.deployment().chat) return *visit.deployment().chat;
  throw Error(ErrorCode::unsupported, "the deployment '" + visit.deployment().name + "' has no chat model");
}

const Embedder& embedder_of(const Visit& visit) {
  if (visit.deployment().embedder) return *visit.deployment().embedder;
  throw Error(ErrorCode::unsupported, "the deployment '" + visit.deployment().name + "' has no embedder");
}

std::int64_t tokens_of_answer(const ChatResponse& response) {
  return response.usage.input_tokens + response.usage.output_tokens;
}

std::optional<Error> withheld(const ChatResponse& response, const Journey& journey) {
  if (response.finish_reason != FinishReason::content_filter) return std::nullopt;
  if (!journey.leads_on(FailureClass::content_filter)) return std::nullopt;
  return Error(ErrorCode::content_filtered, "the vendor withheld the answer");
}

StreamAttempt::StreamAttempt(Visit visit, Journey& journey)
    : visit_(std::move(visit)), journey_(journey), span_(visit_, journey.context()) {}

Stream<ChatEvent>& StreamAttempt::events(const ChatRequest& request) {
  if (!events_) events_.emplace(chat_of(visit_).stream(request, span_.context()));
  return *events_;
}

void StreamAttempt::take(const std::optional<ChatEvent>& event) {
  if (!event) throw Error(ErrorCode::bad_response, "the model's stream ended without its last event");
  if (const auto* end = std::get_if<ChatEnd>(&*event)) {
    const auto refused = delivered_ ? std::nullopt : withheld(*end->response, journey_);
    if (refused) throw *refused;
    journey_.succeeded(visit_, tokens_of_answer(*end->response));
    ended_ = true;
    return;
  }
  visit_.answered();
  delivered_ = true;
}

void StreamAttempt::fail(Error failure) {
  events_.reset();
  span_.fail(failure);
  failure_ = std::move(failure);
}

void StreamAttempt::give_way() {
  if (delivered_) journey_.broken(visit_, *failure_);
  journey_.failed(visit_, *failure_);
}

}  // namespace baton::inline v0::detail
