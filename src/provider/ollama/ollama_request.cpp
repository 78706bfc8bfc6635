#include "provider/ollama/ollama_request.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/json_body.hpp"

namespace baton::inline v0::detail {
namespace {

wire_json ollama_tool(const ToolSpec& spec) {
  wire_json function = {{"name", spec.name}};
  if (!spec.description.empty()) function["description"] = spec.description;
  function["parameters"] = tool_parameters(spec);
  return {{"type", "function"}, {"function", std::move(function)}};
}

void put_ollama_tools(wire_json& body, const ChatRequest& request) {
  using Mode = ToolChoice::Mode;
  const ChatOptions& chat = request.options;
  const Mode mode = chat.tool_choice.mode;
  if (mode == Mode::required || mode == Mode::named) {
    throw Error(ErrorCode::unsupported,
                "Ollama's protocol cannot demand a tool: leave tool_choice automatic");
  }
  if (chat.parallel_tool_calls == false) {
    throw Error(ErrorCode::unsupported,
                "Ollama's protocol cannot forbid parallel calls: leave parallel_tool_calls unset");
  }
  // Without a tool_choice, a model that must call none must know none.
  if (mode == Mode::none) return;
  for (const auto& spec : request.tools) body["tools"].push_back(ollama_tool(spec));
}

void put_ollama_format(wire_json& body, const ResponseFormat& format) {
  if (format.kind == ResponseFormat::Kind::json) body["format"] = "json";
  if (format.kind == ResponseFormat::Kind::schema) body["format"] = format_schema(format);
}

void put_ollama_thinking(wire_json& body, const std::string& effort) {
  if (effort.empty()) return;
  if (effort == "none") {
    body["think"] = false;
  } else {
    body["think"] = effort;
  }
}

wire_json ollama_sampling(const ChatOptions& chat) {
  wire_json options = wire_json::object();
  put(options, "temperature", chat.temperature);
  put(options, "top_p", chat.top_p);
  put(options, "num_predict", chat.max_tokens);
  put(options, "seed", chat.seed);
  if (!chat.stop.empty()) options["stop"] = chat.stop;
  return options;
}

}  // namespace

wire_json ollama_request_body(const OllamaOptions& options, const ChatRequest& request, bool stream) {
  check_request(request);
  const ChatOptions& chat = request.options;
  wire_json body = {{"model", options.model}, {"messages", wire_json::array()}};
  for (const auto& message : request.messages) {
    append_ollama_messages(body["messages"], options, message);
  }
  put_ollama_tools(body, request);
  put_ollama_thinking(body, chat.reasoning_effort);
  put_ollama_format(body, chat.format);
  if (chat.logprobs) {
    body["logprobs"] = true;
    if (*chat.logprobs > 0) body["top_logprobs"] = *chat.logprobs;
  }
  wire_json sampling = ollama_sampling(chat);
  put_extra(body, chat.extra);
  if (body.contains("options") && body["options"].is_object()) sampling.update(body["options"]);
  if (!sampling.empty()) body["options"] = std::move(sampling);
  // After `extra`: how the answer is read depends on it. The server streams unless told not to.
  body["stream"] = stream;
  return body;
}

}  // namespace baton::inline v0::detail
