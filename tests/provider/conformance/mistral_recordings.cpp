#include <baton/provider/mistral.hpp>

#include "provider/conformance/recordings.hpp"
#include "provider/mistral/mistral_wire.hpp"

// Sources: Mistral API docs, "Chat Completion", "Function calling" and "Reasoning"; mistralai's Python SDK,
// CompletionChunk, ThinkChunk and the example reasoning_with_streaming.py. Errors as Mistral's API answers
// them (code 3280 of invalid tool call ids, 3051 of long prompts, 3505 of a full service tier).

namespace baton::test {
namespace {

const std::string mistral_usage_json =
    R"("usage":{"prompt_tokens":19,"total_tokens":29,"completion_tokens":10,"prompt_tokens_details":{"cached_tokens":4}})";

std::string mistral_event(const std::string& members) {
  return R"(data: {"id":"id-1","object":"chat.completion.chunk","created":1764200000,"model":"model-1",)" + members + "}\n\n";
}
std::string mistral_piece(const std::string& delta) {
  return mistral_event(R"("choices":[{"index":0,"delta":)" + delta + R"(,"finish_reason":null}])");
}
/// The usage comes with the finish reason, without being asked for.
std::string mistral_finish(const std::string& reason, const std::string& delta = R"({"content":""})") {
  return mistral_event(R"("choices":[{"index":0,"delta":)" + delta + R"(,"finish_reason":")" + reason + R"("}],)" + mistral_usage_json) +
         "data: [DONE]\n\n";
}
std::string mistral_whole(const std::string& message, const std::string& reason) {
  return R"({"id":"id-1","created":1764200000,"model":"model-1",)" + mistral_usage_json +
         R"(,"object":"chat.completion","choices":[{"index":0,"finish_reason":")" + reason + R"(","message":)" + message + "}]}";
}
const std::string mistral_begin = mistral_piece(R"({"role":"assistant","content":""})");

std::string mistral_error(const std::string& message, const std::string& type, const std::string& code) {
  return R"({"object":"error","message":")" + message + R"(","type":")" + type + R"(","param":null,"code":")" + code + R"("})";
}

MistralOptions mistral_recorded(std::string base_url, Secret key) {
  return {.model = "model-1", .base_url = std::move(base_url), .api_key = std::move(key), .key_variable = "MISTRAL_API_KEY"};
}

const std::string mistral_calls =
    R"("tool_calls":[{"id":"D681PevKs","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\"}"},"index":0},{"id":"VvvODy9mT","function":{"name":"get_time","arguments":"{}"},"index":1}])";

Recording mistral_reasoning() {
  return {mistral_begin + mistral_piece(R"({"content":[{"type":"thinking","thinking":[{"type":"text","text":"Nine "}]}]})") +
              mistral_piece(R"({"content":[{"type":"thinking","thinking":[{"type":"text","text":"point eight"}],"signature":"c2lnbmVk"}]})") +
              mistral_piece(R"({"content":"9"})") + mistral_piece(R"({"content":".8"})") + mistral_finish("stop"),
          mistral_whole(R"({"role":"assistant","tool_calls":null,"content":[{"type":"thinking","thinking":[{"type":"text","text":"Nine point eight"}],"signature":"c2lnbmVk"},{"type":"text","text":"9.8"}]})",
                        "stop")};
}

std::vector<HttpFailure> mistral_failures() {
  return {{401, R"({"detail":"Unauthorized: KEY"})", ErrorCode::permission_denied, false},
          {429, mistral_error("Service tier capacity exceeded for this model.", "service_tier_capacity_exceeded", "3505"), ErrorCode::rate_limited, true},
          {429, R"({"message":"Requests rate limit exceeded"})", ErrorCode::rate_limited, true},
          {400, mistral_error("Tool call id was turn1_0 but must be a-z, A-Z, 0-9, with a length of 9.", "invalid_function_call", "3280"), ErrorCode::invalid_argument, false},
          {400, mistral_error("Prompt contains 139027 tokens and 0 draft tokens, too large for model with 131072 maximum context length", "invalid_request_invalid_args", "3051"), ErrorCode::context_too_long, false},
          {400, mistral_error("Invalid model: model-1", "invalid_model", "1500"), ErrorCode::invalid_argument, false},
          {422, R"({"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not permitted","input":{}}]})", ErrorCode::invalid_argument, false},
          {503, mistral_error("Service unavailable.", "internal_server_error", "1000"), ErrorCode::overloaded, true}};
}

}  // namespace

Recordings mistral_recordings() {
  Recordings all;
  all.vendor = "mistral";
  all.wire = [](std::string url, Secret key) {
    return std::make_unique<detail::MistralWire>(mistral_recorded(std::move(url), std::move(key)));
  };
  all.limited_wire = [](Capabilities can) {
    MistralOptions limited = mistral_recorded("http://h", {});
    limited.capabilities = std::move(can);
    return std::make_unique<detail::MistralWire>(std::move(limited));
  };
  all.path = "/chat/completions";
  all.key_header = "authorization";
  all.request_id = {"mistral-correlation-id", "req-9"};
  all.absent = {.refusal = true};
  all.usage = {19, 10, 4, 0};
  all.call_ids = {"D681PevKs", "VvvODy9mT"};
  all.sent_call_id = "mark6mark";
  all.text = {mistral_begin + mistral_piece(R"({"content":"Hello"})") + mistral_piece(R"({"content":", \"W\u00f6rld\" \ud83d\ude00\n"})") +
                  mistral_piece(R"({"content":"größe"})") + mistral_finish("stop"),
              mistral_whole(R"({"role":"assistant","tool_calls":null,"content":"Hello, \"Wörld\" 😀\ngröße"})", "stop")};
  all.tools = {mistral_begin + mistral_finish("tool_calls", R"({"content":"",)" + mistral_calls + "}"),
               mistral_whole(R"({"role":"assistant","content":"",)" + mistral_calls + "}", "tool_calls")};
  all.reasoning = mistral_reasoning();
  all.signature = "c2lnbmVk";
  all.length = {mistral_begin + mistral_piece(R"({"content":"Once upon"})") + mistral_finish("length"),
                mistral_whole(R"({"role":"assistant","content":"Once upon"})", "model_length")};
  all.error_stream = mistral_begin + mistral_piece(R"({"content":"Hel"})") + mistral_piece(R"({"content":"lo"})") + "data: " +
                     mistral_error("overloaded KEY", "internal_server_error", "1000") + "\n\n";
  all.unknown_stream = ": comment\n\nevent: novelty\nid: 7\ndata: {\"object\":\"new.thing\",\"x\":[1]}\n\n" +
                       mistral_piece(R"({"content":"Hel","metadata":{"a":1}})") +
                       mistral_piece(R"({"content":[{"type":"text","text":"lo"},{"type":"sparkle","glow":1}]})") + mistral_finish("stop");
  all.late_stream = mistral_piece(R"({"content":"Hello"})") + mistral_event(R"("choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}])") +
                    mistral_piece(R"({"content":" again"})") + "data: [DONE]\n\n";
  all.cut_call = {mistral_begin + mistral_finish("length", R"({"tool_calls":[{"id":"D681PevKs","function":{"name":"get_weather","arguments":"{\"ci"},"index":0}]})"),
                  mistral_whole(R"({"role":"assistant","content":"","tool_calls":[{"id":"D681PevKs","function":{"name":"get_weather","arguments":"{\"ci"}}]})", "length")};
  all.failures = mistral_failures();
  return all;
}

}  // namespace baton::test
