#include "provider/anthropic/anthropic_request.hpp"

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/anthropic/anthropic_schema.hpp"
#include "provider/json_body.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr std::size_t most_cache_marks = 4;

wire_json anthropic_tool(const ToolSpec& spec) {
  wire_json tool = {{"name", spec.name}};
  if (!spec.description.empty()) tool["description"] = spec.description;
  const wire_json parameters = tool_parameters(spec);
  tool["input_schema"] = spec.strict ? anthropic_schema(parameters) : parameters;
  if (spec.strict) tool["strict"] = true;
  if (spec.cache != CacheMark::none) tool["cache_control"] = anthropic_cache_control(spec.cache);
  return tool;
}

wire_json anthropic_choice(const ToolChoice& choice) {
  switch (choice.mode) {
    case ToolChoice::Mode::automatic:
      return {{"type", "auto"}};
    case ToolChoice::Mode::none:
      return {{"type", "none"}};
    case ToolChoice::Mode::required:
      return {{"type", "any"}};
    case ToolChoice::Mode::named:
      return {{"type", "tool"}, {"name", choice.name}};
  }
  return {{"type", "auto"}};
}

void put_anthropic_tools(wire_json& body, const ChatRequest& request) {
  if (request.tools.empty()) return;
  for (const auto& spec : request.tools) body["tools"].push_back(anthropic_tool(spec));
  const ToolChoice& choice = request.options.tool_choice;
  const bool one_at_most = request.options.parallel_tool_calls == false;
  if (choice.mode == ToolChoice::Mode::automatic && !one_at_most) return;
  body["tool_choice"] = anthropic_choice(choice);
  if (one_at_most && choice.mode != ToolChoice::Mode::none) {
    body["tool_choice"]["disable_parallel_tool_use"] = true;
  }
}

void put_anthropic_format(wire_json& body, const ResponseFormat& format) {
  if (format.kind == ResponseFormat::Kind::text) return;
  if (format.kind == ResponseFormat::Kind::json) {
    throw Error(ErrorCode::unsupported,
                "Anthropic has no JSON output without a schema: give one, or leave "
                "Capabilities::json at by_prompt");
  }
  body["output_config"]["format"] = {{"type", "json_schema"},
                                     {"schema", anthropic_schema(format_schema(format))}};
}

void check_cache_marks(const ChatRequest& request) {
  std::size_t marks = 0;
  for (const auto& tool : request.tools) marks += tool.cache != CacheMark::none ? 1 : 0;
  for (const auto& message : request.messages) marks += message.cache != CacheMark::none ? 1 : 0;
  if (marks <= most_cache_marks) return;
  throw Error(ErrorCode::invalid_argument,
              "Anthropic takes at most four cache marks, and the request has " +
                  std::to_string(marks) + ": mark the ends of what stays the same");
}

}  // namespace

wire_json anthropic_cache_control(CacheMark mark) {
  wire_json control = {{"type", "ephemeral"}};
  if (mark == CacheMark::hour) control["ttl"] = "1h";
  return control;
}

bool uses_anthropic_files(const ChatRequest& request) {
  for (const auto& message : request.messages) {
    for (const auto& part : message.parts) {
      const auto* file = std::get_if<File>(&part);
      if (file != nullptr && !file->id.empty()) return true;
    }
  }
  return false;
}

wire_json anthropic_request_body(const AnthropicOptions& options, const AnthropicProfile& profile,
                                 const ChatRequest& request, bool stream) {
  check_request(request);
  check_cache_marks(request);
  wire_json body = {{"model", options.model}, {"max_tokens", options.max_tokens}};
  put_anthropic_messages(body, options, request.messages);
  put_anthropic_tools(body, request);
  put_anthropic_thinking(body, profile, request.options);
  put_anthropic_format(body, request.options.format);
  put(body, "temperature", request.options.temperature);
  put(body, "top_p", request.options.top_p);
  if (!request.options.stop.empty()) body["stop_sequences"] = request.options.stop;
  put_extra(body, request.options.extra);
  // After `extra`: how the answer is read depends on it.
  body.erase("stream");
  if (stream) body["stream"] = true;
  return body;
}

}  // namespace baton::inline v0::detail
