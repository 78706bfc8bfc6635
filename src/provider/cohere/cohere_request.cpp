#include "provider/cohere/cohere_request.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/cohere/cohere_schema.hpp"
#include "provider/json_body.hpp"

namespace baton::inline v0::detail {
namespace {

wire_json cohere_tool(const ToolSpec& spec) {
  wire_json function = {{"name", spec.name}};
  if (!spec.description.empty()) function["description"] = spec.description;
  const wire_json parameters = tool_parameters(spec);
  function["parameters"] = spec.strict ? cohere_schema(parameters) : parameters;
  return {{"type", "function"}, {"function", std::move(function)}};
}

/// Cohere can be made to call a tool, not to call a certain one: then it is sent no other.
std::vector<ToolSpec> offered_tools(const ChatRequest& request) {
  const ToolChoice& choice = request.options.tool_choice;
  if (choice.mode != ToolChoice::Mode::named) return request.tools;
  std::vector<ToolSpec> tools;
  for (const auto& spec : request.tools) {
    if (spec.name == choice.name) tools.push_back(spec);
  }
  if (!tools.empty()) return tools;
  throw Error(ErrorCode::invalid_argument,
              "tool_choice names '" + choice.name + "', which is no tool of the request");
}

void put_cohere_tools(wire_json& body, const ChatRequest& request) {
  using Mode = ToolChoice::Mode;
  if (request.tools.empty()) return;
  if (request.options.parallel_tool_calls == false) {
    throw Error(ErrorCode::unsupported,
                "Cohere's models may always call several tools at once: leave parallel_tool_calls unset");
  }
  bool strict = false;
  for (const auto& spec : offered_tools(request)) {
    body["tools"].push_back(cohere_tool(spec));
    strict = strict || spec.strict;
  }
  if (strict) body["strict_tools"] = true;
  const Mode mode = request.options.tool_choice.mode;
  if (mode == Mode::none) body["tool_choice"] = "NONE";
  if (mode == Mode::required || mode == Mode::named) body["tool_choice"] = "REQUIRED";
}

void put_cohere_format(wire_json& body, const ChatRequest& request) {
  const ResponseFormat& format = request.options.format;
  if (format.kind == ResponseFormat::Kind::text) return;
  if (!request.tools.empty()) {
    throw Error(ErrorCode::unsupported,
                "Cohere has no JSON output together with tools: leave the tools out, or set "
                "Capabilities::json and schema to by_prompt or by_tool");
  }
  body["response_format"] = {{"type", "json_object"}};
  if (format.kind == ResponseFormat::Kind::schema) {
    body["response_format"]["json_schema"] = cohere_schema(format_schema(format));
  }
}

void put_cohere_logprobs(wire_json& body, const ChatOptions& chat) {
  if (!chat.logprobs) return;
  if (*chat.logprobs > 0) {
    throw Error(ErrorCode::unsupported,
                "Cohere gives the logprobs of the tokens without alternatives: set logprobs to 0");
  }
  body["logprobs"] = true;
}

}  // namespace

wire_json cohere_thinking(const std::string& effort) {
  if (effort == "none") return {{"type", "disabled"}};
  wire_json thinking = {{"type", "enabled"}};
  if (effort == "low") thinking["token_budget"] = 2'048;
  if (effort == "medium") thinking["token_budget"] = 8'192;
  return thinking;
}

wire_json cohere_request_body(const CohereOptions& options, const ChatRequest& request, bool stream) {
  check_request(request);
  const ChatOptions& chat = request.options;
  wire_json body = {{"model", options.model}, {"messages", cohere_messages(options, request.messages)}};
  put_cohere_tools(body, request);
  put_cohere_format(body, request);
  put(body, "max_tokens", chat.max_tokens);
  if (!chat.stop.empty()) body["stop_sequences"] = chat.stop;
  put(body, "temperature", chat.temperature);
  put(body, "seed", chat.seed);
  put(body, "p", chat.top_p);
  put_cohere_logprobs(body, chat);
  if (!chat.reasoning_effort.empty()) body["thinking"] = cohere_thinking(chat.reasoning_effort);
  put_extra(body, chat.extra);
  // After `extra`: how the answer is read depends on it.
  body.erase("stream");
  if (stream) body["stream"] = true;
  return body;
}

}  // namespace baton::inline v0::detail
