#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/base64.hpp>
#include <baton/core/error.hpp>

#include "provider/json_body.hpp"
#include "provider/json_fields.hpp"
#include "provider/ollama/ollama_request.hpp"

namespace baton::inline v0::detail {
namespace {

[[noreturn]] void ollama_lacks(Role role, const char* part) {
  throw Error(ErrorCode::unsupported, std::string("Ollama's protocol has no ") + part +
                                          " in messages of role " + std::string(to_string(role)));
}

/// The arguments are an object on this wire. What a model wrote badly goes back under a name that says
/// so, so that the model can be shown its error.
wire_json ollama_call(const ToolCall& call, const Limits& limits) {
  wire_json arguments = wire_json::object();
  if (!call.arguments.empty()) {
    const auto given = parse_lenient(call.arguments, limits);
    if (given && given->is_object()) {
      arguments = *given;
    } else {
      arguments["INVALID_JSON"] = call.arguments;
    }
  }
  wire_json out = wire_json::object();
  if (!call.id.empty()) out["id"] = call.id;
  out["function"] = {{"name", call.name}, {"arguments", std::move(arguments)}};
  return out;
}

wire_json ollama_result(const ToolResult& result) {
  wire_json out = {{"role", "tool"}, {"content", result.content}};
  if (!result.name.empty()) out["tool_name"] = result.name;
  if (!result.call_id.empty()) out["tool_call_id"] = result.call_id;
  return out;
}

/// Writes the parts of one message into its members.
struct OllamaPartWriter {
  wire_json& message;
  const OllamaOptions& options;
  Role role;

  void operator()(const Text&) const {}  // all texts are one member
  void operator()(const Image& part) const {
    if (role != Role::user) ollama_lacks(role, "image");
    check_image(part);
    if (part.bytes.empty()) {
      throw Error(ErrorCode::unsupported,
                  "Ollama takes pictures by bytes only: fetch the URL and give its bytes");
    }
    message["images"].push_back(base64_encode(part.bytes));
  }
  void operator()(const File&) const { ollama_lacks(role, "file"); }
  void operator()(const ToolCall& part) const {
    if (role != Role::assistant) ollama_lacks(role, "tool call");
    message["tool_calls"].push_back(ollama_call(part, options.limits));
  }
  void operator()(const ToolResult&) const {
    if (role == Role::assistant || role == Role::system) ollama_lacks(role, "tool result");
  }
  void operator()(const Reasoning& part) const {
    if (role != Role::assistant || part.provider != options.vendor || part.text.empty()) return;
    message["thinking"] = message.value("thinking", std::string()) + part.text;
  }
};

}  // namespace

void append_ollama_messages(wire_json& messages, const OllamaOptions& options,
                            const Message& message) {
  wire_json one = {{"role", to_string(message.role)}, {"content", message.text()}};
  std::size_t results = 0;
  for (const auto& part : message.parts) {
    std::visit(OllamaPartWriter{one, options, message.role}, part);
    if (const auto* result = std::get_if<ToolResult>(&part)) {
      messages.push_back(ollama_result(*result));
      ++results;
    }
  }
  if (message.role == Role::tool && results == 0) {
    throw Error(ErrorCode::invalid_argument,
                "a message of role tool needs a ToolResult: make it with Message::tool_result");
  }
  const bool only_results = results > 0 && results == message.parts.size();
  if (message.role != Role::tool && !only_results) messages.push_back(std::move(one));
}

}  // namespace baton::inline v0::detail
