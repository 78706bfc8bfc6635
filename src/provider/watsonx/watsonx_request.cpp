#include "provider/watsonx/watsonx_request.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/form_body.hpp"
#include "provider/json_body.hpp"
#include "provider/openai/openai_request.hpp"
#include "provider/watsonx/watsonx_server.hpp"

// Sources: IBM's SDK for Node.js, vml_v1.ts and messages.ts; IBM's SDK for Java, TextChatRequest.

namespace baton::inline v0::detail {
namespace {

wire_json watsonx_messages(const WatsonxOptions& options, const ChatRequest& request) {
  // Reasoning comes, but no message of the protocol has a place for it to go back.
  const OpenAiOptions openai{.vendor = options.vendor, .limits = options.limits};
  wire_json messages = wire_json::array();
  for (const auto& message : request.messages) append_openai_messages(messages, openai, message);
  return messages;
}

void put_watsonx_tools(wire_json& body, const ChatRequest& request) {
  if (!request.options.parallel_tool_calls.value_or(true)) {
    throw Error(ErrorCode::unsupported, "watsonx cannot be kept from parallel calls: leave parallel_tool_calls unset");
  }
  put_openai_tools(body, request);
  body.erase("parallel_tool_calls");
  if (!body.contains("tools")) return;
  for (auto& tool : body["tools"]) tool["function"].erase("strict");
  if (body.contains("tool_choice") && body["tool_choice"].is_string()) {
    wire_json option = std::move(body["tool_choice"]);
    body.erase("tool_choice");
    body["tool_choice_option"] = std::move(option);
  }
}

/// Some models think when their prompt template is told to, others by the effort; IBM's own SDK says
/// both to all.
void put_watsonx_reasoning(wire_json& body, const std::string& effort) {
  if (effort.empty()) return;
  const bool thinks = effort != "none";
  body["chat_template_kwargs"] = {{"thinking", thinks}, {"enable_thinking", thinks}};
  if (!thinks) body.erase("reasoning_effort");
}

}  // namespace

std::string watsonx_path(const WatsonxOptions& options, bool stream) {
  std::string path = "/ml/v1/";
  if (const auto id = watsonx_deployment(options); !id.empty()) {
    path += "deployments/" + percent_encoded(id) + "/";
  }
  return path + (stream ? "text/chat_stream" : "text/chat");
}

wire_json watsonx_request_body(const WatsonxOptions& options, const ChatRequest& request) {
  static const OpenAiDialect dialect{.max_tokens_field = "max_completion_tokens"};
  check_request(request);
  wire_json body = wire_json::object();
  put_watsonx_owner(body, options);
  body["messages"] = watsonx_messages(options, request);
  put_watsonx_tools(body, request);
  put_openai_format(body, request.options.format);
  put_openai_sampling(body, dialect, request.options);
  put_watsonx_reasoning(body, request.options.reasoning_effort);
  if (options.time_limit.count() > 0) body["time_limit"] = options.time_limit.count();
  put_extra(body, request.options.extra);
  return body;
}

}  // namespace baton::inline v0::detail
