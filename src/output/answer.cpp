#include <baton/output/answer.hpp>

#include <utility>

namespace baton::inline v0 {

std::string answer_text(const ChatResponse& response) {
  std::string text = response.text();
  if (response.finish_reason == FinishReason::content_filter) {
    throw Error(ErrorCode::content_filtered,
                "the vendor's safety system withheld the answer: rephrase the request")
        .with_partial(std::move(text));
  }
  return text;
}

std::string whole_answer_text(const ChatResponse& response) {
  std::string text = answer_text(response);
  if (response.finish_reason == FinishReason::length) {
    throw unusable_answer("the answer was cut off at the token limit: raise max_tokens", std::move(text));
  }
  return text;
}

Error unusable_answer(std::string message, std::string answer) {
  return Error(ErrorCode::model_output_invalid, std::move(message)).with_partial(std::move(answer));
}

Error unusable_answer(const Error& cause, std::string answer) {
  return unusable_answer(cause.message(), std::move(answer)).with_cause(cause);
}

Stream<ChatEvent> as_events(Stream<std::string> pieces) {
  while (auto piece = co_await pieces.next()) {
    ChatEvent event = TextDelta{std::move(*piece)};
    co_yield std::move(event);
  }
}

}  // namespace baton::inline v0
