#include "provider/responses/responses_request.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "provider/json_body.hpp"
#include "provider/json_fields.hpp"

namespace baton::inline v0::detail {
namespace {

wire_json responses_tool(const ToolSpec& spec) {
  wire_json tool = {{"type", "function"}, {"name", spec.name}};
  if (!spec.description.empty()) tool["description"] = spec.description;
  tool["parameters"] = tool_parameters(spec);
  // Unlike in chat completions, a tool is strict unless it says that it is not.
  tool["strict"] = spec.strict;
  return tool;
}

void put_responses_tools(wire_json& body, const ChatRequest& request) {
  using Mode = ToolChoice::Mode;
  if (request.tools.empty()) return;
  for (const auto& spec : request.tools) body["tools"].push_back(responses_tool(spec));
  const auto& choice = request.options.tool_choice;
  if (choice.mode == Mode::none) body["tool_choice"] = "none";
  if (choice.mode == Mode::required) body["tool_choice"] = "required";
  if (choice.mode == Mode::named) body["tool_choice"] = {{"type", "function"}, {"name", choice.name}};
  put(body, "parallel_tool_calls", request.options.parallel_tool_calls);
}

void put_responses_format(wire_json& body, const ResponseFormat& format) {
  using Kind = ResponseFormat::Kind;
  if (format.kind == Kind::json) body["text"]["format"] = {{"type", "json_object"}};
  if (format.kind != Kind::schema) return;
  body["text"]["format"] = {{"type", "json_schema"},
                            {"name", format.name},
                            {"strict", format.strict},
                            {"schema", format_schema(format)}};
}

/// A model that does not think refuses all of it.
void put_responses_thinking(wire_json& body, const OpenAiResponsesOptions& options,
                            const ChatOptions& chat) {
  body["include"] = {"reasoning.encrypted_content"};
  if (!chat.reasoning_effort.empty()) body["reasoning"]["effort"] = chat.reasoning_effort;
  if (!options.reasoning_summary.empty()) body["reasoning"]["summary"] = options.reasoning_summary;
}

void put_responses_sampling(wire_json& body, const ChatOptions& chat) {
  put(body, "max_output_tokens", chat.max_tokens);
  put(body, "temperature", chat.temperature);
  put(body, "top_p", chat.top_p);
  if (!chat.logprobs) return;
  body["include"].push_back("message.output_text.logprobs");
  if (*chat.logprobs > 0) body["top_logprobs"] = *chat.logprobs;
}

bool asks_to_store(const Json& extra) {
  const auto* store = member(extra.ref(), "store");
  return store != nullptr && *store == true;
}

}  // namespace

wire_json responses_request_body(const OpenAiResponsesOptions& options,
                                 const OpenAiResponsesProfile& profile, const ChatRequest& request,
                                 bool stream) {
  check_request(request);
  wire_json body = {{"model", options.model}, {"input", wire_json::array()}, {"store", false}};
  const ResponsesInput input{options.vendor, options.limits, profile.cache_marks,
                             asks_to_store(request.options.extra)};
  for (const auto& message : request.messages) {
    append_responses_items(body["input"], input, message);
  }
  put_responses_tools(body, request);
  put_responses_format(body, request.options.format);
  if (profile.can.thinking != Capabilities::Thinking::none) {
    put_responses_thinking(body, options, request.options);
  }
  put_responses_sampling(body, request.options);
  put_extra(body, request.options.extra);
  // After `extra`: how the answer is read depends on it.
  body.erase("stream");
  if (stream) body["stream"] = true;
  return body;
}

}  // namespace baton::inline v0::detail
