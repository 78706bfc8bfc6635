#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/base64.hpp>
#include <baton/core/error.hpp>

#include "provider/anthropic/anthropic_request.hpp"
#include "provider/json_body.hpp"
#include "provider/json_fields.hpp"

namespace baton::inline v0::detail {
namespace {

[[noreturn]] void cannot_carry(Role role, const char* part) {
  throw Error(ErrorCode::unsupported, std::string("the Anthropic protocol has no ") + part +
                                          " in messages of role " + std::string(to_string(role)));
}

wire_json image_block(const Image& part) {
  check_image(part);
  if (!part.url.empty())
    return {{"type", "image"}, {"source", {{"type", "url"}, {"url", part.url}}}};
  return {
      {"type", "image"},
      {"source",
       {{"type", "base64"}, {"media_type", part.media_type}, {"data", base64_encode(part.bytes)}}}};
}

wire_json file_source(const File& part) {
  if (!part.id.empty()) return {{"type", "file"}, {"file_id", part.id}};
  if (part.bytes.empty()) {
    throw Error(ErrorCode::invalid_argument, "a File needs either the id of an upload or bytes");
  }
  if (part.media_type == "application/pdf" || part.bytes.starts_with("%PDF-")) {
    return {
        {"type", "base64"}, {"media_type", "application/pdf"}, {"data", base64_encode(part.bytes)}};
  }
  if (part.media_type.starts_with("text/")) {
    return {{"type", "text"}, {"media_type", "text/plain"}, {"data", part.bytes}};
  }
  throw Error(ErrorCode::unsupported,
              "Anthropic takes PDF and text files: set media_type to application/pdf or "
              "text/plain, or upload the file and give its id");
}

wire_json file_block(const File& part) {
  wire_json block = {{"type", "document"}, {"source", file_source(part)}};
  if (!part.name.empty()) block["title"] = part.name;
  return block;
}

/// `input` is an object on this wire. What a model wrote badly goes back as Anthropic's page on
/// fine-grained tool streaming advises, so that the model can be shown its error.
wire_json call_block(const ToolCall& call, const Limits& limits) {
  wire_json block = {
      {"type", "tool_use"}, {"id", call.id}, {"name", call.name}, {"input", wire_json::object()}};
  if (call.arguments.empty()) return block;
  const auto input = parse_lenient(call.arguments, limits);
  if (input && input->is_object()) {
    block["input"] = *input;
  } else {
    block["input"]["INVALID_JSON"] = call.arguments;
  }
  return block;
}

wire_json result_block(const ToolResult& result) {
  wire_json block = {
      {"type", "tool_result"}, {"tool_use_id", result.call_id}, {"content", result.content}};
  if (result.is_error) block["is_error"] = true;
  return block;
}

/// The blocks of one message, tool results apart, because they stand first.
struct Blocks {
  wire_json results = wire_json::array();
  wire_json others = wire_json::array();
};

struct BlockWriter {
  Blocks& blocks;
  const AnthropicOptions& options;
  Role role;

  void operator()(const Text& part) const {
    // The vendor refuses empty text.
    if (!part.text.empty()) blocks.others.push_back({{"type", "text"}, {"text", part.text}});
  }
  void operator()(const Image& part) const {
    if (role == Role::assistant || role == Role::system) cannot_carry(role, "image");
    blocks.others.push_back(image_block(part));
  }
  void operator()(const File& part) const {
    if (role == Role::assistant || role == Role::system) cannot_carry(role, "file");
    blocks.others.push_back(file_block(part));
  }
  void operator()(const ToolCall& part) const {
    if (role != Role::assistant) cannot_carry(role, "tool call");
    blocks.others.push_back(call_block(part, options.limits));
  }
  void operator()(const ToolResult& part) const {
    if (role == Role::assistant || role == Role::system) cannot_carry(role, "tool result");
    blocks.results.push_back(result_block(part));
  }
  void operator()(const Reasoning& part) const {
    if (role != Role::assistant || part.provider != options.vendor || part.raw.empty()) return;
    if (auto raw = parse_lenient(part.raw, options.limits); raw && raw->is_object()) {
      blocks.others.emplace_back(*std::move(raw));
    }
  }
};

/// Thinking blocks cannot carry a mark.
void mark_last(wire_json& blocks, CacheMark mark) {
  for (auto block = blocks.rbegin(); block != blocks.rend(); ++block) {
    const std::string type = block->value("type", std::string());
    if (type == "thinking" || type == "redacted_thinking") continue;
    (*block)["cache_control"] = anthropic_cache_control(mark);
    return;
  }
}

Blocks blocks_of(const AnthropicOptions& options, const Message& message) {
  Blocks blocks;
  for (const auto& part : message.parts)
    std::visit(BlockWriter{blocks, options, message.role}, part);
  if (message.role == Role::tool && blocks.results.empty()) {
    throw Error(ErrorCode::invalid_argument,
                "a message of role tool needs a ToolResult: make it with Message::tool_result");
  }
  if (message.cache != CacheMark::none) {
    mark_last(blocks.others.empty() ? blocks.results : blocks.others, message.cache);
  }
  return blocks;
}

/// Adds to the last message when that is of the same side.
void append_turn(wire_json& messages, const char* role, Blocks blocks) {
  if (blocks.results.empty() && blocks.others.empty()) return;
  if (messages.empty() || messages.back()["role"] != role) {
    messages.push_back({{"role", role}, {"content", wire_json::array()}});
  }
  wire_json& content = messages.back()["content"];
  std::size_t results = 0;
  while (results < content.size() && content[results]["type"] == "tool_result") ++results;
  content.insert(content.begin() + static_cast<std::ptrdiff_t>(results), blocks.results.begin(),
                 blocks.results.end());
  content.insert(content.end(), blocks.others.begin(), blocks.others.end());
}

/// One unmarked text is written as a string.
void shorten(wire_json& content) {
  if (content.size() != 1 || content[0]["type"] != "text" || content[0].size() != 2) return;
  content = wire_json(content[0]["text"]);
}

}  // namespace

void put_anthropic_messages(wire_json& body, const AnthropicOptions& options,
                            const std::vector<Message>& messages) {
  wire_json system = wire_json::array();
  wire_json turns = wire_json::array();
  for (const auto& message : messages) {
    Blocks blocks = blocks_of(options, message);
    if (message.role == Role::system) {
      system.insert(system.end(), blocks.others.begin(), blocks.others.end());
    } else {
      append_turn(turns, message.role == Role::assistant ? "assistant" : "user", std::move(blocks));
    }
  }
  if (turns.empty()) {
    throw Error(ErrorCode::invalid_argument,
                "Anthropic needs a message that is not empty besides the system "
                "prompt: add one of the user");
  }
  shorten(system);
  if (!system.empty()) body["system"] = std::move(system);
  for (auto& turn : turns) shorten(turn["content"]);
  body["messages"] = std::move(turns);
}

}  // namespace baton::inline v0::detail
