#include <baton/provider/model.hpp>

#include <optional>
#include <utility>

#include <baton/core/error.hpp>

#include "provider/model_call.hpp"

namespace baton::inline v0 {
namespace {

// Free functions that own the model: a coroutine member would leave a temporary `Model` dangling.

Stream<ChatEvent> observed_stream(std::shared_ptr<const ChatModel> chat, ChatRequest request,
                                  Context context) {
  detail::ModelCall call(*chat, request, context);
  std::optional<Error> failure;
  try {
    auto events = chat->stream(std::move(request), call.context());
    while (auto event = co_await events.next()) {
      call.saw(*event);
      co_yield std::move(*event);
    }
    if (!call.ended()) {
      throw Error(ErrorCode::bad_response, "the model's stream ended without its last event");
    }
  } catch (...) {
    failure = call.failed(current_error());
  }
  if (failure) throw *failure;
}

Task<ChatResponse> observed_complete(std::shared_ptr<const ChatModel> chat, ChatRequest request,
                                     Context context) {
  detail::ModelCall call(*chat, request, context);
  std::optional<Error> failure;
  try {
    ChatResponse response = co_await chat->complete(std::move(request), call.context());
    call.succeeded(response);
    co_return response;
  } catch (...) {
    failure = call.failed(current_error());
  }
  throw *failure;
}

}  // namespace

Model::Model(std::shared_ptr<const ChatModel> chat) : chat_(std::move(chat)) {
  if (!chat_) throw Error(ErrorCode::invalid_argument, "a Model needs a ChatModel, not null");
}

Model Model::with(const ChatOptions& options) const {
  Model copy = *this;
  copy.options_ = options_.merged_with(options);
  return copy;
}

Model Model::with_tools(std::vector<ToolSpec> tools) const {
  Model copy = *this;
  copy.tools_ = std::move(tools);
  return copy;
}

ChatRequest Model::bound(ChatRequest request) const {
  request.options = options_.merged_with(request.options);
  if (request.tools.empty()) request.tools = tools_;
  return request;
}

Stream<ChatEvent> Model::stream(ChatRequest request, Context context) const {
  return observed_stream(chat_, bound(std::move(request)), std::move(context));
}

Task<ChatResponse> Model::complete(ChatRequest request, Context context) const {
  return observed_complete(chat_, bound(std::move(request)), std::move(context));
}

std::string Model::explain(ChatRequest request) const {
  return chat_->explain(bound(std::move(request)));
}

}  // namespace baton::inline v0
