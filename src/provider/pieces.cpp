#include "provider/pieces.hpp"

#include <memory>
#include <utility>

#include <baton/core/text.hpp>

namespace baton::inline v0::pieces {
namespace {

bool is_blank(char c) noexcept { return c == ' ' || c == '\n' || c == '\t'; }

// A word with the white space after it.
std::size_t word_end(std::string_view text, std::size_t at) noexcept {
  while (at < text.size() && !is_blank(text[at])) ++at;
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

void add_deltas(std::vector<ChatEvent>& events, const Part& part, std::size_t bytes,
                std::size_t& calls) {
  if (const auto* text = std::get_if<Text>(&part)) {
    for (auto& piece : split(text->text, bytes)) events.emplace_back(TextDelta{std::move(piece)});
  } else if (const auto* thought = std::get_if<Reasoning>(&part)) {
    for (auto& piece : split(thought->text, bytes)) {
      events.emplace_back(ReasoningDelta{std::move(piece)});
    }
  } else if (const auto* call = std::get_if<ToolCall>(&part)) {
    const std::size_t index = calls++;
    events.emplace_back(ToolCallDelta{index, call->id, call->name, {}});
    for (auto& piece : split(call->arguments, bytes)) {
      events.emplace_back(ToolCallDelta{index, {}, {}, std::move(piece)});
    }
  }
}

std::size_t count(const Message& message) {
  std::size_t tokens = estimate_tokens(message.text());
  for (const auto& part : message.parts) {
    if (const auto* call = std::get_if<ToolCall>(&part)) tokens += estimate_tokens(call->arguments);
    if (const auto* result = std::get_if<ToolResult>(&part)) tokens += estimate_tokens(result->content);
  }
  return tokens;
}

}  // namespace

std::vector<std::string> split(std::string_view text, std::size_t bytes) {
  std::vector<std::string> result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = bytes == 0 ? word_end(text, at) : utf8_ceil(text, at + bytes);
    result.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return result;
}

Stream<ChatEvent> stream(ChatResponse response, std::size_t bytes, Context context) {
  std::vector<ChatEvent> events;
  std::size_t calls = 0;
  for (const auto& part : response.message.parts) add_deltas(events, part, bytes, calls);
  for (auto& event : events) {
    context.check();
    co_yield std::move(event);
  }
  context.check();
  ChatEvent end = ChatEnd{std::make_shared<const ChatResponse>(std::move(response))};
  co_yield std::move(end);
}

Usage estimate(const ChatRequest& request, const Message& answer) {
  Usage usage;
  for (const auto& message : request.messages) {
    usage.input_tokens += static_cast<std::int64_t>(count(message));
  }
  usage.output_tokens = static_cast<std::int64_t>(count(answer));
  usage.estimated = true;
  return usage;
}

}  // namespace baton::inline v0::pieces
