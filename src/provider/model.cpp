#include <baton/provider/model.hpp>

#include <utility>

#include <baton/core/error.hpp>

#include <baton/provider/model_call.hpp>

namespace baton::inline v0 {

struct Model::Bound {
  std::shared_ptr<const ChatModel> chat;
  std::string name;
  std::vector<ToolSpec> tools;
  ChatOptions options;
  bool has_options = false;

  void apply_to(ChatRequest& request) const {
    if (has_options) request.options = options.merged_with(request.options);
    if (request.tools.empty()) request.tools = tools;
  }
};

namespace {

// Free functions that own the model: a coroutine member would leave a temporary `Model` dangling.

template <class Bound>
Stream<ChatEvent> observed_stream(std::shared_ptr<const Bound> bound, ChatRequest request,
                                  Context context) {
  detail::ModelCall call(bound->name, *bound->chat, request, context);
  try {
    auto events = bound->chat->stream(std::move(request), call.context());
    while (auto event = co_await events.next()) {
      call.saw(*event);
      co_yield std::move(*event);
    }
    if (!call.ended()) {
      throw Error(ErrorCode::bad_response, "the model's stream ended without its last event");
    }
  } catch (...) {
    throw call.failed();
  }
}

template <class Bound>
Task<ChatResponse> observed_complete(std::shared_ptr<const Bound> bound, ChatRequest request,
                                     Context context) {
  detail::ModelCall call(bound->name, *bound->chat, request, context);
  try {
    ChatResponse response = co_await bound->chat->complete(std::move(request), call.context());
    call.succeeded(response);
    co_return response;
  } catch (...) {
    throw call.failed();
  }
}

template <class Bound>
Task<TokenCount> counted(std::shared_ptr<const Bound> bound, ChatRequest request, Context context) {
  co_return co_await bound->chat->count_tokens(std::move(request), std::move(context));
}

std::shared_ptr<const ChatModel> not_null(std::shared_ptr<const ChatModel> chat) {
  if (!chat) throw Error(ErrorCode::invalid_argument, "a Model needs a ChatModel, not null");
  return chat;
}

}  // namespace

Model::Model(std::shared_ptr<const ChatModel> chat) {
  Bound bound;
  bound.chat = not_null(std::move(chat));
  bound.name = bound.chat->name();
  bound_ = std::make_shared<const Bound>(std::move(bound));
}

Model::Model(Bound bound) : bound_(std::make_shared<const Bound>(std::move(bound))) {}

Model Model::with(const ChatOptions& options) const {
  Bound changed = *bound_;
  changed.options = bound_->options.merged_with(options);
  changed.has_options = true;
  return Model(std::move(changed));
}

Model Model::with_tools(std::vector<ToolSpec> tools) const {
  Bound changed = *bound_;
  changed.tools = std::move(tools);
  return Model(std::move(changed));
}

const std::string& Model::name() const noexcept { return bound_->name; }
const ChatOptions& Model::options() const noexcept { return bound_->options; }
const ChatModel& Model::chat() const noexcept { return *bound_->chat; }
void Model::bind_to(ChatRequest& request) const { bound_->apply_to(request); }

Stream<ChatEvent> Model::stream(ChatRequest request, Context context) const {
  bound_->apply_to(request);
  return observed_stream(bound_, std::move(request), std::move(context));
}

Task<ChatResponse> Model::complete(ChatRequest request, Context context) const {
  bound_->apply_to(request);
  return observed_complete(bound_, std::move(request), std::move(context));
}

Task<TokenCount> Model::count_tokens(ChatRequest request, Context context) const {
  bound_->apply_to(request);
  return counted(bound_, std::move(request), std::move(context));
}

std::string Model::explain(ChatRequest request) const {
  bound_->apply_to(request);
  return bound_->chat->explain(request);
}

}  // namespace baton::inline v0
