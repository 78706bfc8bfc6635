#include "provider/token_estimate.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <variant>

#include <baton/core/text.hpp>

namespace baton::inline v0::detail {
namespace {

constexpr std::int64_t usual_media_tokens = 1'500;
constexpr std::int64_t usual_message_tokens = 4;

// 2,833 and 5,667 for each of the at most eight tiles of gpt-4o-mini: OpenAI's guide "Images and vision".
constexpr std::int64_t most_media_tokens = 2'833 + 8 * 5'667;
// The prompt that a vendor makes of tools: at most 804 in Anthropic's table ("Tool use", pricing).
constexpr std::int64_t most_tool_prompt_tokens = 1'024;
constexpr std::int64_t most_message_tokens = 16;

std::int64_t estimated_text(std::string_view text) {
  return static_cast<std::int64_t>(estimate_tokens(text));
}
std::int64_t bytes_of(std::string_view text) { return static_cast<std::int64_t>(text.size()); }

/// The tokens of a part, as `text` counts its texts.
struct PartTokens {
  std::int64_t (*text)(std::string_view);
  std::int64_t media;

  std::int64_t operator()(const Text& part) const { return text(part.text); }
  std::int64_t operator()(const Image&) const { return media; }
  std::int64_t operator()(const File& part) const {
    return media + text(part.bytes);
  }
  std::int64_t operator()(const ToolCall& part) const { return text(part.name) + text(part.arguments); }
  std::int64_t operator()(const ToolResult& part) const { return text(part.content); }
  std::int64_t operator()(const Reasoning& part) const { return text(part.text) + text(part.raw); }
};

std::int64_t input_tokens(const ChatRequest& request, const PartTokens& tokens, std::int64_t message_tokens) {
  std::int64_t sum = 0;
  for (const auto& message : request.messages) {
    sum += message_tokens;
    for (const auto& part : message.parts) sum += std::visit(tokens, part);
  }
  for (const auto& tool : request.tools) {
    sum += tokens.text(tool.name) + tokens.text(tool.description) + tokens.text(tool.parameters.dump());
  }
  return sum;
}

/// Whether a vendor may be asked to keep some of the request for an hour: by a mark, or by hand.
bool may_keep_for_an_hour(const ChatRequest& request) {
  const auto marked = [](const auto& each) { return each.cache == CacheMark::hour; };
  return !request.options.extra.is_null() || std::any_of(request.tools.begin(), request.tools.end(), marked) ||
         std::any_of(request.messages.begin(), request.messages.end(), marked);
}

}  // namespace

Spend worst_case(const ChatRequest& request) {
  Spend spend{.calls = 1};
  spend.input_tokens = input_tokens(request, {bytes_of, most_media_tokens}, most_message_tokens);
  if (!request.tools.empty()) spend.input_tokens += most_tool_prompt_tokens;
  const ResponseFormat& format = request.options.format;
  // Some vendors have a schema by a tool or by a prompt of ours.
  if (format.kind != ResponseFormat::Kind::text) {
    spend.input_tokens += most_tool_prompt_tokens + bytes_of(format.schema.dump());
  }
  spend.output_tokens = request.options.max_tokens.value_or(budgeted_output_tokens);
  if (may_keep_for_an_hour(request)) spend.cache_write_hour_tokens = spend.input_tokens;
  return spend;
}

std::int64_t estimated_input(const ChatRequest& request) {
  return input_tokens(request, {estimated_text, usual_media_tokens}, usual_message_tokens);
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
