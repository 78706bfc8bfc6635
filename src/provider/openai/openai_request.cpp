#include "provider/openai/openai_request.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

namespace baton::inline v0::detail {
namespace {

using wire_json = nlohmann::ordered_json;

template <class T>
void put(wire_json& body, const std::string& key, const std::optional<T>& value) {
  if (value) body[key] = *value;
}

void put_sampling(wire_json& body, const OpenAiDialect& dialect, const ChatOptions& options) {
  put(body, "temperature", options.temperature);
  put(body, "top_p", options.top_p);
  put(body, dialect.max_tokens_field, options.max_tokens);
  put(body, dialect.seed_field, options.seed);
  if (!options.stop.empty()) body["stop"] = options.stop;
  if (!options.reasoning_effort.empty()) body["reasoning_effort"] = options.reasoning_effort;
  if (options.logprobs) {
    body["logprobs"] = true;
    if (*options.logprobs > 0) body["top_logprobs"] = *options.logprobs;
  }
}

wire_json tool(const ToolSpec& spec) {
  wire_json function = {{"name", spec.name}};
  if (!spec.description.empty()) function["description"] = spec.description;
  function["parameters"] = spec.parameters.is_null()
                               ? wire_json{{"type", "object"}, {"properties", wire_json::object()}}
                               : wire_json(spec.parameters.ref());
  if (spec.strict) function["strict"] = true;
  return {{"type", "function"}, {"function", std::move(function)}};
}

void put_tools(wire_json& body, const ChatRequest& request) {
  const auto& choice = request.options.tool_choice;
  using Mode = ToolChoice::Mode;
  if (request.tools.empty()) {
    if (choice.mode == Mode::required || choice.mode == Mode::named) {
      throw Error(ErrorCode::invalid_argument, "tool_choice demands a tool, but the request has none");
    }
    return;
  }
  for (const auto& spec : request.tools) body["tools"].push_back(tool(spec));
  if (choice.mode == Mode::none) body["tool_choice"] = "none";
  if (choice.mode == Mode::required) body["tool_choice"] = "required";
  if (choice.mode == Mode::named) {
    body["tool_choice"] = {{"type", "function"}, {"function", {{"name", choice.name}}}};
  }
  put(body, "parallel_tool_calls", request.options.parallel_tool_calls);
}

void put_format(wire_json& body, const ResponseFormat& format) {
  using Kind = ResponseFormat::Kind;
  if (format.kind == Kind::json) body["response_format"] = {{"type", "json_object"}};
  if (format.kind != Kind::schema) return;
  if (!format.schema.ref().is_object()) {
    throw Error(ErrorCode::invalid_argument, "a response format of kind schema needs a schema object");
  }
  body["response_format"] = {{"type", "json_schema"},
                             {"json_schema",
                              {{"name", format.name},
                               {"strict", format.strict},
                               {"schema", wire_json(format.schema.ref())}}}};
}

void put_extra(wire_json& body, const Json& extra) {
  if (extra.is_null()) return;
  if (!extra.ref().is_object()) {
    throw Error(ErrorCode::invalid_argument, "ChatOptions::extra must be a JSON object");
  }
  for (const auto& [key, value] : extra.ref().items()) body[key] = value;
}

}  // namespace

wire_json openai_request_body(const OpenAiOptions& options, const ChatRequest& request, bool stream) {
  if (request.messages.empty()) {
    throw Error(ErrorCode::invalid_argument, "a chat request needs at least one message");
  }
  wire_json body = {{"model", options.model}, {"messages", wire_json::array()}};
  for (const auto& message : request.messages) {
    append_openai_messages(body["messages"], options, message);
  }
  put_tools(body, request);
  put_format(body, request.options.format);
  put_sampling(body, options.dialect, request.options);
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

std::string to_text(const wire_json& body, int indent) {
  return body.dump(indent, ' ', false, wire_json::error_handler_t::replace);
}

}  // namespace baton::inline v0::detail
