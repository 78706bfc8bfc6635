#include "provider/token_estimate.hpp"

#include <cstdint>
#include <string_view>
#include <variant>

#include <baton/core/text.hpp>

namespace baton::inline v0::detail {
namespace {

constexpr std::int64_t media_tokens = 1'500;
constexpr std::int64_t default_output_tokens = 4'096;
constexpr std::int64_t message_tokens = 4;

std::int64_t tokens_of(std::string_view text) {
  return static_cast<std::int64_t>(estimate_tokens(text));
}

struct PartTokens {
  std::int64_t operator()(const Text& part) const { return tokens_of(part.text); }
  std::int64_t operator()(const Image&) const { return media_tokens; }
  std::int64_t operator()(const File& part) const {
    return media_tokens + static_cast<std::int64_t>(part.bytes.size() / 4);
  }
  std::int64_t operator()(const ToolCall& part) const {
    return tokens_of(part.name) + tokens_of(part.arguments);
  }
  std::int64_t operator()(const ToolResult& part) const { return tokens_of(part.content); }
  std::int64_t operator()(const Reasoning& part) const {
    return tokens_of(part.text) + tokens_of(part.raw);
  }
};

}  // namespace

Spend worst_case(const ChatRequest& request) {
  Spend spend{.calls = 1};
  for (const auto& message : request.messages) {
    spend.input_tokens += message_tokens;
    for (const auto& part : message.parts) spend.input_tokens += std::visit(PartTokens{}, part);
  }
  for (const auto& tool : request.tools) {
    spend.input_tokens +=
        tokens_of(tool.name) + tokens_of(tool.description) + tokens_of(tool.parameters.dump());
  }
  spend.output_tokens = request.options.max_tokens.value_or(default_output_tokens);
  return spend;
}

Usage estimated_output(const ChatResponse& response) {
  Usage usage;
  usage.estimated = true;
  std::size_t tokens = 0;
  for (const auto& part : response.message.parts) {
    if (const auto* text = std::get_if<Text>(&part)) tokens += estimate_tokens(text->text);
    if (const auto* call = std::get_if<ToolCall>(&part)) tokens += estimate_tokens(call->arguments);
    if (const auto* thought = std::get_if<Reasoning>(&part)) tokens += estimate_tokens(thought->text);
  }
  usage.output_tokens = static_cast<std::int64_t>(tokens);
  return usage;
}

}  // namespace baton::inline v0::detail
