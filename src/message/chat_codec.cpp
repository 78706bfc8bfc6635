#include <baton/message/codec.hpp>

#include <utility>

#include <nlohmann/json.hpp>

#include "message/json_read.hpp"

namespace baton::inline v0 {
namespace {

using nlohmann::json;
using detail::JsonReader;

json write(const TokenLogprob& token) {
  json out = {{"token", token.token}, {"logprob", token.logprob}};
  for (const auto& other : token.alternatives) out["alternatives"].push_back(write(other));
  return out;
}

TokenLogprob read_logprob(const json& value, int depth = 0) {
  const JsonReader stored(value, "token");
  TokenLogprob token{stored.text("token"), stored.number("logprob"), {}};
  if (depth > 0) return token;  // an alternative has no alternatives
  for (const auto& other : stored.array("alternatives")) {
    token.alternatives.push_back(read_logprob(other, depth + 1));
  }
  return token;
}

FinishReason read_finish(const JsonReader& stored) {
  const std::string reason = stored.text("finish_reason");
  for (const auto known : {FinishReason::stop, FinishReason::length, FinishReason::tool_calls,
                           FinishReason::content_filter}) {
    if (reason == to_string(known)) return known;
  }
  return FinishReason::other;
}

json write(const ToolSpec& tool) {
  json out = {{"name", tool.name},
              {"description", tool.description},
              {"parameters", tool.parameters.ref()},
              {"strict", tool.strict}};
  if (tool.cache != CacheMark::none) out["cache"] = to_string(tool.cache);
  return out;
}

template <class T>
void put(json& object, const char* key, const std::optional<T>& value) {
  if (value) object[key] = *value;
}

constexpr std::string_view name_of(ToolChoice::Mode mode) {
  switch (mode) {
    case ToolChoice::Mode::automatic: return "auto";
    case ToolChoice::Mode::none: return "none";
    case ToolChoice::Mode::required: return "required";
    case ToolChoice::Mode::named: return "named";
  }
  return "auto";
}

constexpr std::string_view name_of(ResponseFormat::Kind kind) {
  switch (kind) {
    case ResponseFormat::Kind::text: return "text";
    case ResponseFormat::Kind::json: return "json";
    case ResponseFormat::Kind::schema: return "schema";
  }
  return "text";
}

json write(const ChatOptions& options) {
  json out = json::object();
  put(out, "temperature", options.temperature);
  put(out, "top_p", options.top_p);
  put(out, "max_tokens", options.max_tokens);
  put(out, "seed", options.seed);
  put(out, "logprobs", options.logprobs);
  put(out, "parallel_tool_calls", options.parallel_tool_calls);
  if (!options.stop.empty()) out["stop"] = options.stop;
  if (!options.reasoning_effort.empty()) out["reasoning_effort"] = options.reasoning_effort;
  out["tool_choice"] = {{"mode", name_of(options.tool_choice.mode)}, {"name", options.tool_choice.name}};
  out["format"] = {{"kind", name_of(options.format.kind)}};
  if (options.format.kind == ResponseFormat::Kind::schema) {
    out["format"]["name"] = options.format.name;
    out["format"]["schema"] = options.format.schema.ref();
    out["format"]["strict"] = options.format.strict;
  }
  if (!options.extra.is_null()) out["extra"] = options.extra.ref();
  return out;
}

}  // namespace

Json to_json(const Usage& usage) {
  json out = {{"input_tokens", usage.input_tokens}, {"output_tokens", usage.output_tokens}};
  if (usage.cached_tokens != 0) out["cached_tokens"] = usage.cached_tokens;
  if (usage.reasoning_tokens != 0) out["reasoning_tokens"] = usage.reasoning_tokens;
  if (usage.estimated) out["estimated"] = true;
  if (usage.cache_write_tokens != 0) out["cache_write_tokens"] = usage.cache_write_tokens;
  if (usage.cache_write_hour_tokens != 0) out["cache_write_hour_tokens"] = usage.cache_write_hour_tokens;
  return Json(std::move(out));
}

Usage usage_from_json(const Json& value) {
  const JsonReader stored(value.ref(), "usage");
  return {stored.integer("input_tokens"), stored.integer("output_tokens"),
          stored.integer("cached_tokens"), stored.integer("reasoning_tokens"),
          stored.flag("estimated"), stored.integer("cache_write_tokens"),
          stored.integer("cache_write_hour_tokens")};
}

Json to_json(const ChatResponse& response) {
  json out = {{"v", message_schema_version},
              {"message", to_json(response.message).ref()},
              {"finish_reason", to_string(response.finish_reason)},
              {"usage", to_json(response.usage).ref()}};
  if (!response.model.empty()) out["model"] = response.model;
  if (!response.id.empty()) out["id"] = response.id;
  if (!response.request_id.empty()) out["request_id"] = response.request_id;
  for (const auto& token : response.logprobs) out["logprobs"].push_back(write(token));
  return Json(std::move(out));
}

ChatResponse response_from_json(const Json& value) {
  const JsonReader stored(value.ref(), "response");
  const auto* message = stored.find("message");
  if (message == nullptr) stored.fail("has no message");
  ChatResponse response;
  response.message = message_from_json(Json(*message));
  response.finish_reason = read_finish(stored);
  if (const auto* usage = stored.find("usage")) response.usage = usage_from_json(Json(*usage));
  response.model = stored.text("model");
  response.id = stored.text("id");
  response.request_id = stored.text("request_id");
  for (const auto& token : stored.array("logprobs")) response.logprobs.push_back(read_logprob(token));
  return response;
}

Json to_json(const ChatRequest& request) {
  json tools = json::array();
  for (const auto& tool : request.tools) tools.push_back(write(tool));
  return Json(json{{"v", message_schema_version},
                   {"messages", to_json(request.messages).ref()},
                   {"tools", std::move(tools)},
                   {"options", write(request.options)}});
}

}  // namespace baton::inline v0
