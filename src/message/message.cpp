#include <baton/message/message.hpp>

#include <utility>

namespace baton::inline v0 {
namespace {

Message text_message(Role role, std::string text) {
  Message message{role, {}, {}};
  message.parts.emplace_back(std::in_place_type<Text>, std::move(text));
  return message;
}

}  // namespace

std::string_view to_string(Role role) noexcept {
  switch (role) {
    case Role::system: return "system";
    case Role::user: return "user";
    case Role::assistant: return "assistant";
    case Role::tool: return "tool";
  }
  return "unknown";
}

std::string_view to_string(CacheMark mark) noexcept {
  switch (mark) {
    case CacheMark::none: return "none";
    case CacheMark::minutes: return "minutes";
    case CacheMark::hour: return "hour";
  }
  return "none";
}

std::string Message::text() const {
  std::string joined;
  for (const auto& part : parts) {
    if (const auto* text = std::get_if<Text>(&part)) joined += text->text;
  }
  return joined;
}

std::vector<ToolCall> Message::tool_calls() const {
  std::vector<ToolCall> calls;
  for (const auto& part : parts) {
    if (const auto* call = std::get_if<ToolCall>(&part)) calls.push_back(*call);
  }
  return calls;
}

Message Message::system(std::string text) { return text_message(Role::system, std::move(text)); }
Message Message::user(std::string text) { return text_message(Role::user, std::move(text)); }
Message Message::user(std::vector<Part> parts) { return {Role::user, std::move(parts), {}}; }
Message Message::assistant(std::string text) { return text_message(Role::assistant, std::move(text)); }

Message Message::tool_result(const ToolCall& call, std::string content, bool is_error) {
  Message message{Role::tool, {}, {}};
  message.parts.emplace_back(ToolResult{call.id, call.name, std::move(content), is_error});
  return message;
}

}  // namespace baton::inline v0
