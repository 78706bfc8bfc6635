#include <baton/provider/anthropic.hpp>

#include "provider/anthropic/anthropic_wire.hpp"
#include "provider/conformance/recordings.hpp"

// Sources: https://platform.claude.com/docs/en/build-with-claude/streaming, …/handling-stop-reasons,
// …/thinking and …/api/errors; the recorded streams of Anthropic's Python SDK (tests/lib/streaming).

namespace baton::test {
namespace {

std::string event(const std::string& type, const std::string& rest) {
  return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + rest + "}\n\n";
}
std::string start(int index, const std::string& block) {
  return event("content_block_start", ",\"index\":" + std::to_string(index) + ",\"content_block\":" + block);
}
std::string delta(int index, const std::string& body) {
  return event("content_block_delta", ",\"index\":" + std::to_string(index) + ",\"delta\":" + body);
}
std::string stop(int index) { return event("content_block_stop", ",\"index\":" + std::to_string(index)); }

const std::string begin = event(
    "message_start",
    R"(,"message":{"id":"id-1","type":"message","role":"assistant","model":"model-1","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":12,"cache_creation_input_tokens":3,"cache_read_input_tokens":4,"cache_creation":{"ephemeral_5m_input_tokens":1,"ephemeral_1h_input_tokens":2},"output_tokens":1,"service_tier":"standard"}})");
const std::string ping = "event: ping\ndata: {\"type\": \"ping\"}\n\n";
const std::string end = event("message_stop", "");

std::string finish(const std::string& reason, const std::string& details = "null") {
  return event("message_delta",
               R"(,"delta":{"stop_reason":")" + reason + R"(","stop_sequence":null,"stop_details":)" + details +
                   R"(},"usage":{"output_tokens":10,"output_tokens_details":{"thinking_tokens":2}})") + end;
}
std::string whole(const std::string& content, const std::string& reason, const std::string& details = "null") {
  return R"({"id":"id-1","type":"message","role":"assistant","model":"model-1","content":)" + content +
         R"(,"stop_reason":")" + reason + R"(","stop_sequence":null,"stop_details":)" + details +
         R"(,"usage":{"input_tokens":12,"cache_creation_input_tokens":3,"cache_creation":{"ephemeral_5m_input_tokens":1,"ephemeral_1h_input_tokens":2},"cache_read_input_tokens":4,"output_tokens":10,"output_tokens_details":{"thinking_tokens":2}}})";
}
/// Text after the stop reason, and then the end.
std::string late(const std::string& more) {
  std::string bytes = finish("end_turn");
  return bytes.insert(bytes.size() - end.size(), more);
}
std::string says(const std::string& text) { return R"({"type":"text_delta","text":")" + text + "\"}"; }
const std::string text_block = R"({"type":"text","text":""})";

AnthropicOptions options(std::string base_url, Secret key) {
  return {.model = "model-1", .base_url = std::move(base_url), .api_key = std::move(key), .key_variable = "ANTHROPIC_API_KEY"};
}

const std::string refused = R"({"type":"refusal","category":"cyber","explanation":"I cannot help."})";

Recording tools() {
  return {begin + start(0, R"({"type":"tool_use","id":"call_a","name":"get_weather","input":{},"caller":{"type":"direct"}})") + ping +
              delta(0, R"({"type":"input_json_delta","partial_json":""})") +
              delta(0, R"({"type":"input_json_delta","partial_json":"{\"city\":"})") +
              delta(0, R"({"type":"input_json_delta","partial_json":"\"Paris\"}"})") + stop(0) +
              start(1, R"({"type":"tool_use","id":"call_b","name":"get_time","input":{},"caller":{"type":"direct"}})") +
              delta(1, R"({"type":"input_json_delta","partial_json":""})") + stop(1) + finish("tool_use"),
          whole(R"([{"type":"tool_use","id":"call_a","name":"get_weather","input":{"city":"Paris"}},{"type":"tool_use","id":"call_b","name":"get_time","input":{}}])",
                "tool_use")};
}

Recording reasoning() {
  return {begin + start(0, R"({"type":"thinking","thinking":"","signature":""})") +
              delta(0, R"({"type":"thinking_delta","thinking":"Nine "})") +
              delta(0, R"({"type":"thinking_delta","thinking":"point eight"})") +
              delta(0, R"({"type":"signature_delta","signature":"c2lnbmVk"})") + stop(0) + start(1, text_block) +
              delta(1, says("9.8")) + stop(1) + finish("end_turn"),
          whole(R"([{"type":"thinking","thinking":"Nine point eight","signature":"c2lnbmVk"},{"type":"text","text":"9.8"}])", "end_turn")};
}

Recording cut_call() {
  const std::string call = R"({"type":"tool_use","id":"call_a","name":"get_weather","input":{}})";
  return {begin + start(0, call) + delta(0, R"({"type":"input_json_delta","partial_json":"{\"ci"})") + stop(0) +
              finish("max_tokens"),
          whole("[" + call + "]", "max_tokens")};
}

}  // namespace

Recordings anthropic_recordings() {
  Recordings all;
  all.vendor = "anthropic";
  all.wire = [](std::string url, Secret key) {
    return std::make_unique<detail::AnthropicWire>(options(std::move(url), std::move(key)));
  };
  all.limited_wire = [](Capabilities can) {
    AnthropicOptions limited = options("http://h", {});
    limited.profile = AnthropicProfile{std::move(can), ""};
    return std::make_unique<detail::AnthropicWire>(std::move(limited));
  };
  all.path = "/v1/messages";
  all.key_header = "x-api-key";
  all.request_id = {"request-id", "req-9"};
  all.usage = {19, 10, 4, 2, false, 3, 2};
  all.text = {begin + start(0, text_block) + ping + delta(0, says("Hello")) +
                  delta(0, says(R"(, \"W\u00f6rld\" \ud83d\ude00\n)")) + delta(0, says("größe")) + stop(0) + finish("end_turn"),
              whole(R"([{"type":"text","text":"Hello, \"Wörld\" 😀\ngröße"}])", "end_turn")};
  all.tools = tools();
  all.reasoning = reasoning();
  all.signature = "c2lnbmVk";
  all.length = {begin + start(0, text_block) + delta(0, says("Once upon")) + stop(0) + finish("max_tokens"),
                whole(R"([{"type":"text","text":"Once upon"}])", "max_tokens")};
  all.refusal = {begin + start(0, text_block) + stop(0) + finish("refusal", refused), whole("[]", "refusal", refused)};
  all.error_stream = begin + start(0, text_block) + delta(0, says("Hel")) + delta(0, says("lo")) +
                     "event: error\ndata: {\"type\":\"error\",\"error\":{\"details\":null,\"type\":\"overloaded_error\",\"message\":\"Overloaded KEY\"},\"request_id\":\"req_1\"}\n\n";
  all.unknown_stream = ": comment\n\n" + begin + event("novelty", R"(,"index":9,"x":[1])") + start(0, text_block) + delta(0, says("Hel")) +
                       delta(0, R"({"type":"sparkle_delta","a":1})") + delta(0, says("lo")) + stop(0) +
                       start(1, R"({"type":"novelty_block","a":1})") + stop(1) + finish("end_turn");
  all.sign_of_life = ping;
  all.late_stream = begin + start(0, text_block) + delta(0, says("Hello")) + stop(0) + late(delta(0, says(" again")));
  all.cut_call = cut_call();
  all.failures = {
      {401, R"({"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key KEY"},"request_id":"req_1"})", ErrorCode::permission_denied, false},
      {429, R"({"type":"error","error":{"type":"rate_limit_error","message":"Number of requests has exceeded your limit"}})", ErrorCode::rate_limited, true},
      {402, R"({"type":"error","error":{"type":"billing_error","message":"Your credit has run out"}})", ErrorCode::quota_exhausted, false},
      {400, R"({"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}})", ErrorCode::context_too_long, false},
      {404, R"({"type":"error","error":{"type":"not_found_error","message":"model: nothing"}})", ErrorCode::not_found, false},
      {529, R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})", ErrorCode::overloaded, true}};
  return all;
}

}  // namespace baton::test
