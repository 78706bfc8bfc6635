#pragma once

#include <string>
#include <utility>
#include <vector>

#include <baton/chain/step.hpp>
#include <baton/message/chat.hpp>
#include <baton/provider/model.hpp>
#include <baton/provider/model_call.hpp>

namespace baton::inline v0 {

/// The request that asks with this text, this message or this conversation.
[[nodiscard]] inline ChatRequest to_request(std::string question) {
  ChatRequest request;
  request.messages.push_back(Message::user(std::move(question)));
  return request;
}
[[nodiscard]] inline ChatRequest to_request(Message message) {
  ChatRequest request;
  request.messages.push_back(std::move(message));
  return request;
}
[[nodiscard]] inline ChatRequest to_request(std::vector<Message> messages) {
  ChatRequest request;
  request.messages = std::move(messages);
  return request;
}
[[nodiscard]] inline ChatRequest to_request(ChatRequest request) { return request; }

/// A `Model` as a step: text, a message, messages or a `ChatRequest` in, a `ChatResponse` out, streaming.
/// Made by `operator|`.
class ModelStep {
 public:
  using baton_step = void;
  using output_type = ChatResponse;

  ModelStep(Model model) : model_(std::move(model)) {}  // NOLINT: implicit, a view of the model

  [[nodiscard]] const Model& model() const noexcept { return model_; }

  template <class In>
    requires requires(In in) { to_request(std::move(in)); }
  Task<ChatResponse> operator()(In in, const Context& context) const {
    return model_.complete(to_request(std::move(in)), context);
  }
  template <class In>
    requires requires(In in) { to_request(std::move(in)); }
  Stream<ChatEvent> astream(In in, const Context& context) const {
    return model_.stream(to_request(std::move(in)), context);
  }

  /// The parts of a call, for the chain that runs it in its own frame: `SelfWatched`.
  template <class In>
    requires requires(In in) { to_request(std::move(in)); }
  ChatRequest prepare(In in) const {
    ChatRequest request = to_request(std::move(in));
    model_.bind_to(request);
    return request;
  }
  detail::ModelCall watch(const ChatRequest& request, const Context& context) const {
    return detail::ModelCall(model_.chat(), model_.name(), request, context);
  }
  Task<ChatResponse> start(ChatRequest&& request, const Context& context) const {
    return model_.chat().complete(std::move(request), context);
  }

 private:
  Model model_;
};

template <>
inline constexpr bool enable_step<Model> = true;

}  // namespace baton::inline v0
