#include <algorithm>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/provider/testing.hpp>

#include "provider/pieces.hpp"

namespace baton::inline v0 {
namespace {

bool has_tool_result(const Message& message) {
  return std::ranges::any_of(message.parts, [](const Part& part) { return std::holds_alternative<ToolResult>(part); });
}

// Whether the turn's tools have answered: their results follow the last user message.
bool tools_answered(const ChatRequest& request) {
  const auto& messages = request.messages;
  for (auto message = messages.rbegin(); message != messages.rend(); ++message) {
    if (has_tool_result(*message)) return true;
    if (message->role == Role::user) return false;
  }
  return false;
}

const ToolSpec& chosen_tool(const ChatRequest& request) {
  const auto& choice = request.options.tool_choice;
  if (choice.mode != ToolChoice::Mode::named) return request.tools.front();
  const auto found = std::ranges::find(request.tools, choice.name, &ToolSpec::name);
  if (found == request.tools.end()) {
    throw Error(ErrorCode::invalid_argument, "tool_choice names '" + choice.name + "', which the request has no tool of");
  }
  return *found;
}

ChatResponse call_tool(const ChatRequest& request, const SchemaOptions& options) {
  const auto& tool = chosen_tool(request);
  const Json schema = tool.parameters.is_null() ? Json(nlohmann::json{{"type", "object"}}) : tool.parameters;
  ChatResponse response;
  response.message.role = Role::assistant;
  response.message.parts.emplace_back(ToolCall{"call_1", tool.name, schema_sample(schema, options).dump()});
  response.finish_reason = FinishReason::tool_calls;
  return response;
}

std::string text_for(const ResponseFormat& format, const SchemaOptions& options) {
  switch (format.kind) {
    case ResponseFormat::Kind::schema: return schema_sample(format.schema, options).dump();
    case ResponseFormat::Kind::json: return R"({"answer":"anything"})";
    case ResponseFormat::Kind::text: break;
  }
  return "This is a made-up answer.";
}

ChatResponse answer(const ChatRequest& request, const SchemaOptions& options) {
  const auto mode = request.options.tool_choice.mode;
  const bool forced = mode == ToolChoice::Mode::required || mode == ToolChoice::Mode::named;
  const bool structured = request.options.format.kind != ResponseFormat::Kind::text;
  const bool may = mode != ToolChoice::Mode::none && !request.tools.empty();
  if (may && (forced || (!structured && !tools_answered(request)))) return call_tool(request, options);
  ChatResponse response;
  response.message = Message::assistant(text_for(request.options.format, options));
  return response;
}

}  // namespace

Stream<ChatEvent> SchemaModel::stream(ChatRequest request, Context context) const {
  context.check();
  auto response = answer(request, options_);
  response.model = name();
  response.usage = pieces::estimate(request, response.message);
  auto events = pieces::stream(std::move(response), options_.piece_bytes, context);
  while (auto event = co_await events.next()) co_yield *std::move(event);
}

}  // namespace baton::inline v0
