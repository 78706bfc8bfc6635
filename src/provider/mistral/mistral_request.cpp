#include "provider/mistral/mistral_request.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/sha256.hpp>

#include "provider/json_body.hpp"
#include "provider/mistral/mistral_content.hpp"
#include "provider/openai/openai_request.hpp"

// Source: mistralai's Python SDK, ChatCompletionRequest and the messages and chunks below it. Members
// that it does not name are refused with status 422.

namespace baton::inline v0::detail {
namespace {

constexpr std::size_t call_id_length = 9;
constexpr std::string_view call_id_letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A file as OpenAI's protocol has it, in Mistral's form.
void file_to_mistral(wire_json& chunk) {
  if (!chunk.is_object() || !chunk.contains("file")) return;
  const wire_json file = std::move(chunk["file"]);
  if (file.contains("file_id")) {
    chunk = {{"type", "file"}, {"file_id", file["file_id"]}};
  } else {
    chunk = {{"type", "document_url"}, {"document_url", file["file_data"]}, {"document_name", file["filename"]}};
  }
}

void message_to_mistral(wire_json& message) {
  message.erase("name");
  if (message.contains("tool_call_id")) {
    message["tool_call_id"] = mistral_call_id(message["tool_call_id"].get<std::string>());
  }
  if (message.contains("tool_calls")) {
    for (auto& call : message["tool_calls"]) call["id"] = mistral_call_id(call["id"].get<std::string>());
  }
  if (!message["content"].is_array()) return;
  for (auto& chunk : message["content"]) file_to_mistral(chunk);
}

void append_mistral_messages(wire_json& messages, const MistralOptions& options, const Message& message) {
  const OpenAiOptions openai{.vendor = options.vendor, .limits = options.limits};
  const std::size_t before = messages.size();
  append_openai_messages(messages, openai, message);
  for (std::size_t i = before; i < messages.size(); ++i) message_to_mistral(messages[i]);
  if (message.role != Role::assistant) return;
  if (auto content = mistral_content_of(message, options.vendor, options.limits)) {
    messages.back()["content"] = *std::move(content);
  }
}

/// Without the mark an assistant's message at the end is refused.
void mark_prefix(wire_json& messages) {
  if (messages.empty()) return;
  wire_json& last = messages.back();
  if (last["role"] == "assistant" && !last.contains("tool_calls")) last["prefix"] = true;
}

}  // namespace

std::string mistral_call_id(const std::string& id) {
  const auto is_letter = [](char c) { return call_id_letters.find(c) != std::string_view::npos; };
  if (id.size() == call_id_length && std::all_of(id.begin(), id.end(), is_letter)) return id;
  const Sha256Digest digest = Sha256().update(id).finish();
  std::string made;
  for (std::size_t i = 0; i < call_id_length; ++i) {
    made += call_id_letters[std::to_integer<std::size_t>(digest[i]) % call_id_letters.size()];
  }
  return made;
}

wire_json mistral_request_body(const MistralOptions& options, const ChatRequest& request, bool stream) {
  static const OpenAiDialect dialect{.seed_field = "random_seed"};
  check_request(request);
  wire_json body = {{"model", options.model}, {"messages", wire_json::array()}};
  for (const auto& message : request.messages) append_mistral_messages(body["messages"], options, message);
  mark_prefix(body["messages"]);
  put_openai_tools(body, request);
  put_openai_format(body, request.options.format);
  put_openai_sampling(body, dialect, request.options);
  put_extra(body, request.options.extra);
  // After `extra`: how the answer is read depends on it.
  body.erase("stream");
  if (stream) body["stream"] = true;
  return body;
}

}  // namespace baton::inline v0::detail
