#include "provider/gemini/gemini_request.hpp"

#include <algorithm>
#include <cctype>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/json_body.hpp"

namespace baton::inline v0::detail {
namespace {

using GeminiMode = ToolChoice::Mode;

// Sources of everything here: https://ai.google.dev/api/generate-content, …/api/caching (Tool,
// FunctionDeclaration, FunctionCallingConfig), and types.py of Google's Gen AI SDK for Python.
wire_json gemini_declaration(const ToolSpec& spec) {
  wire_json tool = {{"name", spec.name}};
  if (!spec.description.empty()) tool["description"] = spec.description;
  if (!spec.parameters.is_null()) tool["parametersJsonSchema"] = wire_json(spec.parameters.ref());
  return tool;
}

const char* gemini_mode(const ChatRequest& request) {
  switch (request.options.tool_choice.mode) {
    case GeminiMode::none: return "NONE";
    case GeminiMode::required:
    case GeminiMode::named: return "ANY";
    case GeminiMode::automatic: break;
  }
  const bool strict = std::any_of(request.tools.begin(), request.tools.end(),
                                  [](const ToolSpec& tool) { return tool.strict; });
  return strict ? "VALIDATED" : "AUTO";
}

void put_gemini_tools(wire_json& body, const ChatRequest& request) {
  if (request.tools.empty()) return;
  wire_json declarations = wire_json::array();
  for (const auto& spec : request.tools) declarations.push_back(gemini_declaration(spec));
  body["tools"] = wire_json::array({{{"functionDeclarations", std::move(declarations)}}});
  const ToolChoice& choice = request.options.tool_choice;
  wire_json config = {{"mode", gemini_mode(request)}};
  if (config["mode"] == "AUTO") return;
  if (choice.mode == GeminiMode::named) config["allowedFunctionNames"] = wire_json::array({choice.name});
  body["toolConfig"]["functionCallingConfig"] = std::move(config);
}

/// Google's page on its OpenAI endpoint names these budgets for the words.
std::int64_t gemini_budget(const std::string& effort) {
  if (effort == "medium") return 8'192;
  return effort == "high" ? 24'576 : 1'024;
}

wire_json gemini_thinking(const Capabilities& can, const std::string& effort) {
  if (effort == "none") return {{"thinkingBudget", 0}};
  wire_json config = {{"includeThoughts", true}};
  if (can.thinking == Capabilities::Thinking::budget) {
    config["thinkingBudget"] = gemini_budget(effort);
    return config;
  }
  std::string level = effort;
  std::transform(level.begin(), level.end(), level.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  config["thinkingLevel"] = level;
  return config;
}

void put_gemini_format(wire_json& config, const ResponseFormat& format) {
  if (format.kind == ResponseFormat::Kind::text) return;
  config["responseMimeType"] = "application/json";
  if (format.kind == ResponseFormat::Kind::schema) config["responseJsonSchema"] = format_schema(format);
}

wire_json gemini_generation(const Capabilities& can, const ChatOptions& chat) {
  wire_json config = wire_json::object();
  if (!chat.stop.empty()) config["stopSequences"] = chat.stop;
  put_gemini_format(config, chat.format);
  put(config, "maxOutputTokens", chat.max_tokens);
  put(config, "temperature", chat.temperature);
  put(config, "topP", chat.top_p);
  put(config, "seed", chat.seed);
  if (chat.logprobs) {
    config["responseLogprobs"] = true;
    config["logprobs"] = *chat.logprobs;
  }
  if (!chat.reasoning_effort.empty() && can.thinking != Capabilities::Thinking::none) {
    config["thinkingConfig"] = gemini_thinking(can, chat.reasoning_effort);
  }
  return config;
}

void check_gemini_request(const GeminiServer& server, const ChatRequest& request) {
  check_request(request);
  if (request.options.parallel_tool_calls == false && !request.tools.empty()) {
    throw Error(ErrorCode::unsupported,
                "Gemini's protocol cannot forbid parallel tool calls: leave parallel_tool_calls unset");
  }
  const bool formatted = request.options.format.kind != ResponseFormat::Kind::text;
  if (formatted && !request.tools.empty() && !server.profile.format_with_tools) {
    throw Error(ErrorCode::unsupported, server.model +
                                            " has no output format together with tools: use a later model, "
                                            "or set Capabilities::schema to by_tool");
  }
}

/// Members of objects one by one: `generationConfig` is written here as well.
void merge_gemini_extra(wire_json& body, const Json& extra) {
  if (extra.is_null()) return;
  wire_json none = wire_json::object();
  put_extra(none, extra);
  body.merge_patch(none);
}

}  // namespace

wire_json gemini_request_body(const GeminiServer& server, const ChatRequest& request) {
  check_gemini_request(server, request);
  wire_json body = wire_json::object();
  put_gemini_contents(body, server, request.messages);
  put_gemini_tools(body, request);
  wire_json config = gemini_generation(server.profile.can, request.options);
  if (!config.empty()) body["generationConfig"] = std::move(config);
  merge_gemini_extra(body, request.options.extra);
  return body;
}

}  // namespace baton::inline v0::detail
