#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/json_body.hpp"
#include "provider/json_fields.hpp"
#include "provider/openai/openai_request.hpp"

namespace baton::inline v0::detail {
namespace {

[[noreturn]] void refuse(Role role, const char* part) {
  throw Error(ErrorCode::unsupported, std::string("the OpenAI protocol has no ") + part +
                                          " in messages of role " + std::string(to_string(role)));
}

wire_json image(const Image& part) {
  check_image(part);
  wire_json body = {{"url", part.url.empty() ? data_url(part.media_type, part.bytes) : part.url}};
  if (!part.detail.empty()) body["detail"] = part.detail;
  return {{"type", "image_url"}, {"image_url", std::move(body)}};
}

wire_json file(const File& part) {
  if (part.id.empty() && part.bytes.empty()) {
    throw Error(ErrorCode::invalid_argument, "a File needs either the id of an upload or bytes");
  }
  wire_json body = wire_json::object();
  if (!part.id.empty()) {
    body["file_id"] = part.id;
  } else {
    body["filename"] = part.name.empty() ? "file" : part.name;
    body["file_data"] =
        data_url(part.media_type.empty() ? "application/octet-stream" : part.media_type, part.bytes);
  }
  return {{"type", "file"}, {"file", std::move(body)}};
}

wire_json tool_call(const ToolCall& call) {
  return {{"id", call.id},
          {"type", "function"},
          {"function", {{"name", call.name}, {"arguments", call.arguments}}}};
}

/// The content of a system or user message: plain text where that is all, because every server
/// understands it.
wire_json content_of(const Message& message) {
  const bool only_text = message.parts.size() == 1 && std::holds_alternative<Text>(message.parts[0]);
  if (message.parts.empty() || only_text) return message.text();
  wire_json parts = wire_json::array();
  for (const auto& part : message.parts) {
    if (const auto* text = std::get_if<Text>(&part)) {
      parts.push_back({{"type", "text"}, {"text", text->text}});
    } else if (const auto* picture = std::get_if<Image>(&part)) {
      parts.push_back(image(*picture));
    } else if (const auto* document = std::get_if<File>(&part)) {
      parts.push_back(file(*document));
    } else if (std::holds_alternative<ToolCall>(part)) {
      refuse(message.role, "tool call");
    }
  }
  return parts;
}

void return_reasoning(wire_json& wire, const OpenAiOptions& options, const Reasoning& part) {
  if (part.provider != options.vendor) return;
  if (!part.raw.empty()) {
    if (auto raw = parse_lenient(part.raw, options.limits); raw && raw->is_array()) {
      wire["reasoning_details"] = *std::move(raw);
    }
  } else if (options.dialect.return_reasoning && wire.contains("tool_calls")) {
    wire["reasoning_content"] = part.text;
  }
}

wire_json assistant(const OpenAiOptions& options, const Message& message) {
  wire_json wire = {{"role", "assistant"}, {"content", message.text()}};
  for (const auto& part : message.parts) {
    if (std::holds_alternative<Image>(part)) refuse(message.role, "image");
    if (std::holds_alternative<File>(part)) refuse(message.role, "file");
    if (std::holds_alternative<ToolResult>(part)) refuse(message.role, "tool result");
    if (const auto* call = std::get_if<ToolCall>(&part)) wire["tool_calls"].push_back(tool_call(*call));
  }
  if (wire.contains("tool_calls") && message.text().empty()) wire["content"] = nullptr;
  for (const auto& part : message.parts) {
    if (const auto* reasoning = std::get_if<Reasoning>(&part)) return_reasoning(wire, options, *reasoning);
  }
  return wire;
}

}  // namespace

void append_openai_messages(wire_json& wire, const OpenAiOptions& options, const Message& message) {
  bool results = false;
  for (const auto& part : message.parts) {
    const auto* result = std::get_if<ToolResult>(&part);
    if (result == nullptr || message.role == Role::assistant) continue;
    results = true;
    wire.push_back({{"role", "tool"}, {"tool_call_id", result->call_id}, {"content", result->content}});
  }
  if (message.role == Role::tool) {
    if (results) return;
    throw Error(ErrorCode::invalid_argument,
                "a message of role tool needs a ToolResult: make it with Message::tool_result");
  }
  wire_json one;
  if (message.role == Role::assistant) {
    one = assistant(options, message);
  } else {
    one = {{"role", to_string(message.role)}, {"content", content_of(message)}};
    if (results && one["content"].empty()) return;
  }
  if (!message.name.empty()) one["name"] = message.name;
  wire.push_back(std::move(one));
}

}  // namespace baton::inline v0::detail
