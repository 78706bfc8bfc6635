#include <baton/provider/bedrock.hpp>

#include "provider/aws/aws_messages.hpp"
#include "provider/bedrock/bedrock_wire.hpp"
#include "provider/conformance/recordings.hpp"

// Sources: botocore's bedrock-runtime/2023-09-30/service-2.json, the Bedrock API reference
// (API_runtime_Converse, API_runtime_ConverseStream) and its "Inference request errors".

namespace baton::test {
namespace {

/// With the padding that Bedrock adds to every event.
std::string event(const std::string& type, const std::string& members) {
  return aws_event(type, "{" + members + (members.empty() ? "" : ",") + "\"p\":\"abcdefghij\"}");
}
std::string at(int index, const std::string& rest) { return "\"contentBlockIndex\":" + std::to_string(index) + rest; }
std::string delta(int index, const std::string& body) { return event("contentBlockDelta", at(index, ",\"delta\":{" + body + "}")); }
std::string stop(int index) { return event("contentBlockStop", at(index, "")); }
std::string says(const std::string& text) { return delta(0, R"("text":")" + text + "\""); }
std::string call(int index, const std::string& id, const std::string& name) {
  return event("contentBlockStart", at(index, R"(,"start":{"toolUse":{"toolUseId":")" + id + R"(","name":")" + name + "\"}}"));
}
std::string input(int index, const std::string& json) { return delta(index, R"("toolUse":{"input":")" + json + "\"}"); }

const std::string begin = event("messageStart", R"("role":"assistant")");
const std::string counts =
    R"("usage":{"inputTokens":12,"outputTokens":10,"totalTokens":29,"cacheReadInputTokens":4,"cacheWriteInputTokens":3},"metrics":{"latencyMs":551})";
std::string stopped(const std::string& reason) { return event("messageStop", R"("stopReason":")" + reason + "\""); }
std::string finish(const std::string& reason) { return stopped(reason) + event("metadata", counts); }
std::string whole(const std::string& content, const std::string& reason) {
  return R"({"output":{"message":{"role":"assistant","content":)" + content + R"(}},"stopReason":")" + reason + "\"," + counts + "}";
}

Recording tools() {
  return {begin + call(0, "call_a", "get_weather") + input(0, "") + input(0, R"({\"city\":)") + input(0, R"(\"Paris\"})") + stop(0) +
              call(1, "call_b", "get_time") + input(1, "{}") + stop(1) + finish("tool_use"),
          whole(R"([{"toolUse":{"toolUseId":"call_a","name":"get_weather","input":{"city":"Paris"}}},{"toolUse":{"toolUseId":"call_b","name":"get_time","input":{}}}])",
                "tool_use")};
}

Recording reasoning() {
  return {begin + delta(0, R"("reasoningContent":{"text":"Nine "})") + delta(0, R"("reasoningContent":{"text":"point eight"})") +
              delta(0, R"("reasoningContent":{"signature":"c2lnbmVk"})") + stop(0) + delta(1, R"("text":"9.8")") + stop(1) + finish("end_turn"),
          whole(R"([{"reasoningContent":{"reasoningText":{"text":"Nine point eight","signature":"c2lnbmVk"}}},{"text":"9.8"}])", "end_turn")};
}

Recording text_until(const std::string& text, const std::string& reason) {
  return {begin + says(text) + stop(0) + finish(reason), whole(R"([{"text":")" + text + "\"}]", reason)};
}

std::vector<HttpFailure> failures() {
  return {
      {403, R"({"message":"The security token included in the request is invalid: KEY"})", ErrorCode::permission_denied, false},
      {429, R"({"message":"Too many requests, please wait before trying again."})", ErrorCode::rate_limited, true},
      {400, R"({"__type":"ServiceQuotaExceededException","message":"Your request exceeds the service quota for your account."})", ErrorCode::quota_exhausted, false},
      {400, R"({"message":"Input is too long for requested model."})", ErrorCode::context_too_long, false},
      {404, R"({"message":"Could not resolve the foundation model from the provided model identifier."})", ErrorCode::not_found, false},
      {503, R"({"message":"Bedrock is unable to process your request."})", ErrorCode::overloaded, true}};
}

}  // namespace

Recordings bedrock_recordings() {
  Recordings all;
  all.vendor = "bedrock";
  all.wire = [](std::string url, Secret key) {
    return std::make_unique<detail::BedrockWire>(BedrockOptions{
        .model = "model-1", .base_url = std::move(url), .api_key = std::move(key), .key_variable = "AWS_BEARER_TOKEN_BEDROCK"});
  };
  all.limited_wire = [](Capabilities can) {
    return std::make_unique<detail::BedrockWire>(
        BedrockOptions{.model = "model-1", .base_url = "http://h", .capabilities = std::move(can)});
  };
  all.path = "/model/model-1/converse-stream";
  all.whole_path = "/model/model-1/converse";
  all.key_header = "authorization";
  all.request_id = {"x-amzn-RequestId", "req-9"};
  all.absent = {.image_urls = true};
  all.id = "";
  all.usage = {19, 10, 4, 0, false, 3};
  all.tool_choice = "toolChoice";
  all.text = {begin + says("Hello") + says(R"(, \"W\u00f6rld\" \ud83d\ude00\n)") + says("größe") + stop(0) + finish("end_turn"),
              whole(R"([{"text":"Hello, \"Wörld\" 😀\ngröße"}])", "end_turn")};
  all.tools = tools();
  all.reasoning = reasoning();
  all.signature = "c2lnbmVk";
  all.length = text_until("Once upon", "max_tokens");
  all.refusal = text_until("I cannot help.", "guardrail_intervened");
  all.error_stream = begin + says("Hel") + says("lo") + aws_exception("serviceUnavailableException", R"({"message":"Overloaded )" + canary + "\"}");
  all.unknown_stream = begin + event("novelty", R"("x":[1])") + says("Hel") + delta(0, R"("sparkle":{"a":1})") + says("lo") + stop(0) +
                       event("contentBlockStart", at(1, R"(,"start":{"novelty":{}})")) + stop(1) + finish("end_turn");
  all.late_stream = begin + says("Hello") + stop(0) + stopped("end_turn") + delta(1, R"("text":" again")");
  all.cut_call = {begin + call(0, "call_a", "get_weather") + input(0, R"({\"ci)") + stop(0) + finish("max_tokens"),
                  whole(R"([{"toolUse":{"toolUseId":"call_a","name":"get_weather","input":{}}}])", "max_tokens")};
  all.invalid_output = {begin + stopped("malformed_tool_use"), whole("[]", "malformed_tool_use")};
  all.failures = failures();
  all.stream_type = "application/vnd.amazon.eventstream";
  all.text_events = false;
  all.sign_of_life = "";
  return all;
}

}  // namespace baton::test
