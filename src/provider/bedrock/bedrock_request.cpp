#include "provider/bedrock/bedrock_request.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/json_body.hpp"

namespace baton::inline v0::detail {
namespace {

[[noreturn]] void bedrock_lacks(const char* what) { throw Error(ErrorCode::unsupported, what); }

wire_json bedrock_tool(const ToolSpec& spec) {
  wire_json tool = {{"name", spec.name}};
  if (!spec.description.empty()) tool["description"] = spec.description;
  tool["inputSchema"] = {{"json", tool_parameters(spec)}};
  if (spec.strict) tool["strict"] = true;
  return {{"toolSpec", std::move(tool)}};
}

bool has_tool_blocks(const ChatRequest& request) {
  for (const auto& message : request.messages) {
    for (const auto& part : message.parts) {
      if (std::holds_alternative<ToolCall>(part) || std::holds_alternative<ToolResult>(part)) return true;
    }
  }
  return false;
}

void put_bedrock_tools(wire_json& body, const ChatRequest& request) {
  using Mode = ToolChoice::Mode;
  const ToolChoice& choice = request.options.tool_choice;
  if (request.options.parallel_tool_calls == false) {
    bedrock_lacks("Bedrock's protocol cannot forbid parallel calls: leave parallel_tool_calls unset");
  }
  if (request.tools.empty()) return;
  if (choice.mode == Mode::none) {
    if (!has_tool_blocks(request)) return;
    bedrock_lacks("Bedrock's protocol cannot forbid tools once the conversation has called one: leave "
                  "tool_choice automatic");
  }
  wire_json& config = body["toolConfig"];
  for (const auto& spec : request.tools) {
    config["tools"].push_back(bedrock_tool(spec));
    if (spec.cache != CacheMark::none) config["tools"].push_back(bedrock_cache_point(spec.cache));
  }
  if (choice.mode == Mode::required) config["toolChoice"] = {{"any", wire_json::object()}};
  if (choice.mode == Mode::named) config["toolChoice"] = {{"tool", {{"name", choice.name}}}};
}

void put_bedrock_sampling(wire_json& body, const ChatOptions& chat) {
  wire_json config = wire_json::object();
  put(config, "maxTokens", chat.max_tokens);
  put(config, "temperature", chat.temperature);
  put(config, "topP", chat.top_p);
  if (!chat.stop.empty()) config["stopSequences"] = chat.stop;
  if (!config.empty()) body["inferenceConfig"] = std::move(config);
}

void put_bedrock_output(wire_json& body, const ChatOptions& chat) {
  const ResponseFormat& format = chat.format;
  if (format.kind == ResponseFormat::Kind::json) {
    bedrock_lacks("Bedrock has no JSON output without a schema: give one, or leave Capabilities::json at by_prompt");
  }
  if (format.kind == ResponseFormat::Kind::schema) {
    body["outputConfig"]["textFormat"] = {
        {"type", "json_schema"},
        {"structure", {{"jsonSchema", {{"schema", to_text(format_schema(format))}, {"name", format.name}}}}}};
  }
  if (chat.reasoning_effort == "none") {
    bedrock_lacks("Bedrock has no switch to stop every model from thinking: leave reasoning_effort unset, or give "
                  "the model's own switch in extra as additionalModelRequestFields");
  }
  if (!chat.reasoning_effort.empty()) body["outputConfig"]["effort"] = chat.reasoning_effort;
}

}  // namespace

wire_json bedrock_cache_point(CacheMark mark) {
  wire_json point = {{"type", "default"}};
  if (mark == CacheMark::hour) point["ttl"] = "1h";
  return {{"cachePoint", std::move(point)}};
}

wire_json bedrock_request_body(const BedrockOptions& options, const ChatRequest& request) {
  check_request(request);
  wire_json body = wire_json::object();
  put_bedrock_messages(body, options, request.messages);
  put_bedrock_sampling(body, request.options);
  put_bedrock_tools(body, request);
  put_bedrock_output(body, request.options);
  put_extra(body, request.options.extra);
  return body;
}

}  // namespace baton::inline v0::detail
