#include <baton/memory/message_tokens.hpp>

#include <variant>

#include <baton/core/text.hpp>

namespace baton::inline v0 {
namespace {

constexpr std::size_t tokens_around_message = 4;
constexpr std::size_t tokens_around_tool = 8;
// What vendors charge for a picture of middling size, or a page of a file.
constexpr std::size_t tokens_of_attachment = 800;

struct PartTokens {
  std::size_t operator()(const Text& part) const { return estimate_tokens(part.text); }
  std::size_t operator()(const Reasoning& part) const {
    return estimate_tokens(part.raw.empty() ? part.text : part.raw);
  }
  std::size_t operator()(const ToolCall& part) const {
    return estimate_tokens(part.name) + estimate_tokens(part.arguments);
  }
  std::size_t operator()(const ToolResult& part) const { return estimate_tokens(part.content); }
  std::size_t operator()(const Image&) const { return tokens_of_attachment; }
  std::size_t operator()(const File&) const { return tokens_of_attachment; }
};

}  // namespace

std::size_t estimate_message_tokens(const Message& message) {
  std::size_t tokens = tokens_around_message;
  for (const Part& part : message.parts) tokens += std::visit(PartTokens{}, part);
  return tokens;
}

std::size_t estimate_overhead_tokens(const ChatRequest& request) {
  std::size_t tokens = 0;
  for (const ToolSpec& tool : request.tools) {
    tokens += tokens_around_tool + estimate_tokens(tool.name) + estimate_tokens(tool.description) +
              estimate_tokens(tool.parameters.dump());
  }
  const ResponseFormat& format = request.options.format;
  if (format.kind == ResponseFormat::Kind::schema) tokens += estimate_tokens(format.schema.dump());
  return tokens;
}

}  // namespace baton::inline v0
