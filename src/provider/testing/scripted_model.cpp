#include <memory>
#include <string>
#include <utility>

#include <baton/message/accumulator.hpp>
#include <baton/provider/testing.hpp>

#include "provider/pieces.hpp"

namespace baton::inline v0 {
namespace {

ChatResponse as_response(const ChatRequest& request, ChatResponse response, std::string_view name) {
  if (response.usage == Usage{}) response.usage = pieces::estimate(request, response.message);
  if (response.model.empty()) response.model = name;
  return response;
}

ChatResponse text_response(std::string text) {
  ChatResponse response;
  response.message = Message::assistant(std::move(text));
  return response;
}

bool has_end(const ScriptedStream& script) {
  return !script.events.empty() && std::holds_alternative<ChatEnd>(script.events.back());
}

ChatEvent end_of(const ChatRequest& request, const ScriptedStream& script) {
  ChatAccumulator parts;
  for (const auto& event : script.events) parts.add(event);
  auto response = parts.finish({});
  if (!response.message.tool_calls().empty()) response.finish_reason = FinishReason::tool_calls;
  auto whole = as_response(request, std::move(response), "test/scripted");
  return ChatEnd{std::make_shared<const ChatResponse>(std::move(whole))};
}

}  // namespace

ScriptedModel::ScriptedModel(std::vector<ScriptedReply> replies, std::size_t piece_bytes)
    : replies_(std::move(replies)), piece_bytes_(piece_bytes) {}

ScriptedReply ScriptedModel::take(const ChatRequest& request) const {
  const std::lock_guard lock(mutex_);
  requests_.push_back(request);
  if (requests_.size() > replies_.size()) {
    throw Error(ErrorCode::invalid_state,
                "the script has " + std::to_string(replies_.size()) +
                    " replies and this is one call more: add a reply, or look why it was called");
  }
  return replies_[requests_.size() - 1];
}

Stream<ChatEvent> ScriptedModel::stream(ChatRequest request, Context context) const {
  context.check();
  auto reply = take(request);
  if (const auto* error = std::get_if<Error>(&reply)) throw *error;
  if (auto* script = std::get_if<ScriptedStream>(&reply)) {
    if (!script->failure && !has_end(*script)) script->events.push_back(end_of(request, *script));
    for (auto& event : script->events) {
      context.check();
      co_yield std::move(event);
    }
    if (script->failure) throw *script->failure;
    co_return;
  }
  auto* text = std::get_if<std::string>(&reply);
  auto response = text != nullptr ? text_response(std::move(*text)) : std::get<ChatResponse>(std::move(reply));
  auto whole = as_response(request, std::move(response), name());
  auto events = pieces::stream(std::move(whole), piece_bytes_, context);
  while (auto event = co_await events.next()) co_yield *std::move(event);
}

std::vector<ChatRequest> ScriptedModel::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

std::size_t ScriptedModel::remaining() const {
  const std::lock_guard lock(mutex_);
  return replies_.size() - std::min(replies_.size(), requests_.size());
}

Stream<ChatEvent> FunctionModel::stream(ChatRequest request, Context context) const {
  context.check();
  auto response = whole_ ? whole_(request) : text_response(text_(request));
  auto whole = as_response(request, std::move(response), name());
  auto events = pieces::stream(std::move(whole), piece_bytes_, context);
  while (auto event = co_await events.next()) co_yield *std::move(event);
}

}  // namespace baton::inline v0
