#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/cohere/cohere_request.hpp"
#include "provider/json_body.hpp"
#include "provider/json_fields.hpp"

namespace baton::inline v0::detail {
namespace {

[[noreturn]] void cohere_cannot_carry(Role role, const char* part) {
  throw Error(ErrorCode::unsupported, std::string("Cohere's protocol has no ") + part +
                                          " in messages of role " + std::string(to_string(role)));
}

wire_json cohere_image(const Image& part) {
  check_image(part);
  wire_json body = {{"url", part.url.empty() ? data_url(part.media_type, part.bytes) : part.url}};
  if (!part.detail.empty()) body["detail"] = part.detail;
  return {{"type", "image_url"}, {"image_url", std::move(body)}};
}

wire_json cohere_document(const nlohmann::json& data) {
  return {{"type", "document"}, {"document", {{"data", data}}}};
}

/// "The content should be formatted as a JSON object string, or a list of tool content blocks"
/// (reference): objects are documents, which the model can cite; anything else is text.
wire_json cohere_result(const std::string& content, const Limits& limits) {
  wire_json blocks = wire_json::array();
  const auto value = parse_lenient(content, limits);
  const auto is_object = [](const nlohmann::json& item) { return item.is_object(); };
  if (value && value->is_object()) {
    blocks.push_back(cohere_document(*value));
  } else if (value && value->is_array() && std::all_of(value->begin(), value->end(), is_object)) {
    for (const auto& item : *value) blocks.push_back(cohere_document(item));
  }
  if (blocks.empty()) blocks.push_back({{"type", "text"}, {"text", content}});
  return blocks;
}

wire_json cohere_call(const ToolCall& call) {
  return {{"id", call.id},
          {"type", "function"},
          {"function", {{"name", call.name}, {"arguments", call.arguments.empty() ? "{}" : call.arguments}}}};
}

/// What goes into one message of the wire. Tool results are messages of their own.
struct CohereTurn {
  wire_json content = wire_json::array();
  wire_json calls = wire_json::array();
  wire_json results = wire_json::array();
  std::string plan;
};

struct CoherePartWriter {
  CohereTurn& turn;
  const CohereOptions& options;
  Role role;

  void operator()(const Text& part) const {
    turn.content.push_back({{"type", "text"}, {"text", part.text}});
  }
  void operator()(const Image& part) const {
    if (role != Role::user) cohere_cannot_carry(role, "image");
    turn.content.push_back(cohere_image(part));
  }
  void operator()(const File&) const { cohere_cannot_carry(role, "file"); }
  void operator()(const ToolCall& part) const {
    if (role != Role::assistant) cohere_cannot_carry(role, "tool call");
    turn.calls.push_back(cohere_call(part));
  }
  void operator()(const ToolResult& part) const {
    if (role == Role::assistant || role == Role::system) cohere_cannot_carry(role, "tool result");
    turn.results.push_back({{"role", "tool"},
                            {"tool_call_id", part.call_id},
                            {"content", cohere_result(part.content, options.limits)}});
  }
  void operator()(const Reasoning& part) const {
    if (role != Role::assistant || part.provider != options.vendor) return;
    const auto raw = parse_lenient(part.raw, options.limits);
    if (!raw) return;
    turn.plan += member_text(*raw, "tool_plan");
    if (member_text(*raw, "type") == "thinking") turn.content.emplace_back(*raw);
  }
};

/// One text is written as a string.
wire_json shortened(wire_json content) {
  if (content.empty()) return "";
  if (content.size() != 1 || content[0]["type"] != "text") return content;
  return content[0]["text"];
}

void append_cohere_turn(wire_json& messages, const Message& message, CohereTurn turn) {
  for (auto& result : turn.results) messages.push_back(std::move(result));
  if (message.role == Role::tool) {
    if (!turn.results.empty()) return;
    throw Error(ErrorCode::invalid_argument,
                "a message of role tool needs a ToolResult: make it with Message::tool_result");
  }
  if (!turn.results.empty() && turn.content.empty()) return;
  wire_json one = {{"role", to_string(message.role)}};
  if (!turn.content.empty() || turn.calls.empty()) one["content"] = shortened(std::move(turn.content));
  if (!turn.plan.empty()) one["tool_plan"] = turn.plan;
  if (!turn.calls.empty()) one["tool_calls"] = std::move(turn.calls);
  messages.push_back(std::move(one));
}

}  // namespace

wire_json cohere_messages(const CohereOptions& options, const std::vector<Message>& messages) {
  wire_json system = wire_json::array();
  wire_json turns = wire_json::array();
  for (const auto& message : messages) {
    CohereTurn turn;
    for (const auto& part : message.parts) std::visit(CoherePartWriter{turn, options, message.role}, part);
    if (message.role == Role::system) {
      system.insert(system.end(), turn.content.begin(), turn.content.end());
    } else {
      append_cohere_turn(turns, message, std::move(turn));
    }
  }
  if (system.empty()) return turns;
  wire_json first = {{"role", "system"}, {"content", shortened(std::move(system))}};
  turns.insert(turns.begin(), std::move(first));
  return turns;
}

}  // namespace baton::inline v0::detail
