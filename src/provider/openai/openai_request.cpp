#include "provider/openai/openai_request.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "provider/json_body.hpp"

namespace baton::inline v0::detail {
namespace {

wire_json tool(const ToolSpec& spec) {
  wire_json function = {{"name", spec.name}};
  if (!spec.description.empty()) function["description"] = spec.description;
  function["parameters"] = tool_parameters(spec);
  if (spec.strict) function["strict"] = true;
  return {{"type", "function"}, {"function", std::move(function)}};
}

}  // namespace

void put_openai_sampling(wire_json& body, const OpenAiDialect& dialect, const ChatOptions& options) {
  put(body, "temperature", options.temperature);
  put(body, "top_p", options.top_p);
  put(body, dialect.max_tokens_field, options.max_tokens);
  put(body, dialect.seed_field, options.seed);
  if (!options.stop.empty()) body["stop"] = options.stop;
  if (options.reasoning_effort == "none" && dialect.thinking_switch) {
    body["thinking"] = {{"type", "disabled"}};
  } else if (!options.reasoning_effort.empty()) {
    body["reasoning_effort"] = options.reasoning_effort;
  }
  if (options.logprobs) {
    body["logprobs"] = true;
    if (*options.logprobs > 0) body["top_logprobs"] = *options.logprobs;
  }
}

void put_openai_tools(wire_json& body, const ChatRequest& request) {
  const auto& choice = request.options.tool_choice;
  using Mode = ToolChoice::Mode;
  if (request.tools.empty()) return;
  for (const auto& spec : request.tools) body["tools"].push_back(tool(spec));
  if (choice.mode == Mode::none) body["tool_choice"] = "none";
  if (choice.mode == Mode::required) body["tool_choice"] = "required";
  if (choice.mode == Mode::named) {
    body["tool_choice"] = {{"type", "function"}, {"function", {{"name", choice.name}}}};
  }
  put(body, "parallel_tool_calls", request.options.parallel_tool_calls);
}

void put_openai_format(wire_json& body, const ResponseFormat& format) {
  using Kind = ResponseFormat::Kind;
  if (format.kind == Kind::json) body["response_format"] = {{"type", "json_object"}};
  if (format.kind != Kind::schema) return;
  body["response_format"] = {{"type", "json_schema"},
                             {"json_schema",
                              {{"name", format.name},
                               {"strict", format.strict},
                               {"schema", format_schema(format)}}}};
}

wire_json openai_request_body(const OpenAiOptions& options, const ChatRequest& request, bool stream) {
  check_request(request);
  wire_json body = {{"model", options.model}, {"messages", wire_json::array()}};
  for (const auto& message : request.messages) {
    append_openai_messages(body["messages"], options, message);
  }
  put_openai_tools(body, request);
  put_openai_format(body, request.options.format);
  put_openai_sampling(body, options.dialect, request.options);
  put_extra(body, request.options.extra);
  // After `extra`: how the answer is read depends on it.
  body.erase("stream");
  if (!stream) {
    body.erase("stream_options");
  } else {
    body["stream"] = true;
    if (options.dialect.stream_usage) body["stream_options"]["include_usage"] = true;
  }
  return body;
}

}  // namespace baton::inline v0::detail
