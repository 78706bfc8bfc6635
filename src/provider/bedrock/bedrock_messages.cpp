#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/bedrock/bedrock_request.hpp"
#include "provider/json_body.hpp"
#include "provider/json_fields.hpp"

namespace baton::inline v0::detail {
namespace {

[[noreturn]] void bedrock_has_no(Role role, const char* part) {
  throw Error(ErrorCode::unsupported, std::string("Bedrock's protocol has no ") + part +
                                          " in messages of role " + std::string(to_string(role)));
}

/// `input` is an object on this wire. What a model wrote badly goes back under a name that says so, so
/// that the model can be shown its error.
wire_json bedrock_call(const ToolCall& call, const Limits& limits) {
  wire_json input = wire_json::object();
  if (!call.arguments.empty()) {
    const auto given = parse_lenient(call.arguments, limits);
    if (given && given->is_object()) {
      input = *given;
    } else {
      input["INVALID_JSON"] = call.arguments;
    }
  }
  return {{"toolUse", {{"toolUseId", call.id}, {"name", call.name}, {"input", std::move(input)}}}};
}

wire_json bedrock_result(const ToolResult& result) {
  wire_json block = {{"toolUseId", result.call_id}, {"content", {{{"text", result.content}}}}};
  if (result.is_error) block["status"] = "error";
  return {{"toolResult", std::move(block)}};
}

/// The blocks of one message, tool results apart, because they stand first.
struct BedrockContent {
  wire_json results = wire_json::array();
  wire_json others = wire_json::array();
};

struct BedrockPartWriter {
  BedrockContent& content;
  const BedrockOptions& options;
  Role role;

  [[nodiscard]] bool of_user() const { return role == Role::user || role == Role::tool; }

  void operator()(const Text& part) const {
    // Bedrock refuses empty text.
    if (!part.text.empty()) content.others.push_back({{"text", part.text}});
  }
  void operator()(const Image& part) const {
    if (!of_user()) bedrock_has_no(role, "image");
    content.others.push_back(bedrock_image(part));
  }
  void operator()(const File& part) const {
    if (!of_user()) bedrock_has_no(role, "file");
    content.others.push_back(bedrock_document(part));
  }
  void operator()(const ToolCall& part) const {
    if (role != Role::assistant) bedrock_has_no(role, "tool call");
    content.others.push_back(bedrock_call(part, options.limits));
  }
  void operator()(const ToolResult& part) const {
    if (!of_user()) bedrock_has_no(role, "tool result");
    content.results.push_back(bedrock_result(part));
  }
  void operator()(const Reasoning& part) const {
    if (role != Role::assistant || part.provider != options.vendor || part.raw.empty()) return;
    if (auto raw = parse_lenient(part.raw, options.limits); raw && raw->is_object()) {
      content.others.emplace_back(*std::move(raw));
    }
  }
};

BedrockContent bedrock_content(const BedrockOptions& options, const Message& message) {
  BedrockContent content;
  for (const auto& part : message.parts) std::visit(BedrockPartWriter{content, options, message.role}, part);
  if (message.role == Role::tool && content.results.empty()) {
    throw Error(ErrorCode::invalid_argument,
                "a message of role tool needs a ToolResult: make it with Message::tool_result");
  }
  if (message.cache != CacheMark::none) {
    wire_json& blocks = content.others.empty() ? content.results : content.others;
    if (!blocks.empty()) blocks.push_back(bedrock_cache_point(message.cache));
  }
  return content;
}

/// Adds to the last message when that is of the same side.
void append_bedrock_turn(wire_json& messages, const char* role, BedrockContent content) {
  if (content.results.empty() && content.others.empty()) return;
  if (messages.empty() || messages.back()["role"] != role) {
    messages.push_back({{"role", role}, {"content", wire_json::array()}});
  }
  wire_json& blocks = messages.back()["content"];
  std::size_t results = 0;
  while (results < blocks.size() && blocks[results].contains("toolResult")) ++results;
  blocks.insert(blocks.begin() + static_cast<std::ptrdiff_t>(results), content.results.begin(),
                content.results.end());
  blocks.insert(blocks.end(), content.others.begin(), content.others.end());
}

}  // namespace

void put_bedrock_messages(wire_json& body, const BedrockOptions& options,
                          const std::vector<Message>& messages) {
  wire_json turns = wire_json::array();
  wire_json system = wire_json::array();
  for (const auto& message : messages) {
    BedrockContent content = bedrock_content(options, message);
    if (message.role == Role::system) {
      system.insert(system.end(), content.others.begin(), content.others.end());
    } else {
      append_bedrock_turn(turns, message.role == Role::assistant ? "assistant" : "user", std::move(content));
    }
  }
  if (turns.empty()) {
    throw Error(ErrorCode::invalid_argument,
                "Bedrock needs a message that is not empty besides the system prompt: add one of the user");
  }
  body["messages"] = std::move(turns);
  if (!system.empty()) body["system"] = std::move(system);
}

}  // namespace baton::inline v0::detail
