#include "provider/conformance/preset_recordings.hpp"

// Sources: Groq's Python SDK, chat_completion_chunk.py (x_groq with its usage and error, reasoning); Groq docs,
// "API Error Codes and Responses", "Tool Use" (failed generations) and "Reasoning" (reasoning_format "parsed").

namespace baton::test {
namespace {

const std::string groq_usage =
    R"({"queue_time":0.037,"prompt_tokens":19,"prompt_time":0.0009,"completion_tokens":10,"completion_time":0.02,"total_tokens":29,"total_time":0.021,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":2}})";

std::string groq_event(const std::string& members) {
  return R"(data: {"id":"id-1","object":"chat.completion.chunk","created":1764200000,"model":"model-1","system_fingerprint":"fp_a",)" + members + "}\n\n";
}
std::string groq_choice(const std::string& delta, const std::string& reason = "null") {
  return R"("choices":[{"index":0,"delta":)" + delta + R"(,"logprobs":null,"finish_reason":)" + reason + "}]";
}
std::string groq_piece(const std::string& delta) { return groq_event(groq_choice(delta)); }
/// The usage comes beside the finish reason, and again because it was asked for.
std::string groq_finish(const std::string& reason) {
  return groq_event(groq_choice("{}", "\"" + reason + "\"") + R"(,"x_groq":{"id":"req_01","seed":7,"usage":)" + groq_usage + "}") +
         groq_event(R"("choices":[],"usage":)" + groq_usage) + "data: [DONE]\n\n";
}
std::string groq_whole(const std::string& message, const std::string& reason) {
  return R"({"id":"id-1","object":"chat.completion","created":1764200000,"model":"model-1","choices":[{"index":0,"message":)" + message +
         R"(,"logprobs":null,"finish_reason":")" + reason + R"("}],"usage":)" + groq_usage +
         R"(,"usage_breakdown":null,"system_fingerprint":"fp_a","x_groq":{"id":"req_01","seed":7},"service_tier":"on_demand"})";
}
const std::string groq_begin = groq_event(groq_choice(R"({"role":"assistant","content":""})") + R"(,"x_groq":{"id":"req_01"})");

std::string groq_error(const std::string& message, const std::string& type, const std::string& code) {
  return R"({"error":{"message":")" + message + R"(","type":")" + type + R"(","code":")" + code + R"("}})";
}

const std::string groq_calls =
    R"({"tool_calls":[{"id":"call_a","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\"}"},"index":0},{"id":"call_b","type":"function","function":{"name":"get_time","arguments":"{}"},"index":1}]})";

}  // namespace

Recordings groq_recordings() {
  Recordings all = preset_recordings("groq");
  all.absent = {.refusal = true, .returned_reasoning = true};
  all.text = {groq_begin + groq_piece(R"({"content":"Hello"})") + groq_piece(R"({"content":", \"W\u00f6rld\" \ud83d\ude00\n"})") +
                  groq_piece(R"({"content":"größe"})") + groq_finish("stop"),
              groq_whole(R"({"role":"assistant","content":"Hello, \"Wörld\" 😀\ngröße"})", "stop")};
  all.tools = {groq_begin + groq_piece(groq_calls) + groq_finish("tool_calls"),
               groq_whole(R"({"role":"assistant",)" + groq_calls.substr(1), "tool_calls")};
  all.reasoning = {groq_begin + groq_piece(R"({"reasoning":"Nine ","channel":"analysis"})") +
                       groq_piece(R"({"reasoning":"point eight","channel":"analysis"})") + groq_piece(R"({"content":"9.8"})") + groq_finish("stop"),
                   groq_whole(R"({"role":"assistant","content":"9.8","reasoning":"Nine point eight"})", "stop")};
  all.length = {groq_begin + groq_piece(R"({"content":"Once upon"})") + groq_finish("length"),
                groq_whole(R"({"role":"assistant","content":"Once upon"})", "length")};
  all.error_stream = groq_begin + groq_piece(R"({"content":"Hel"})") + groq_piece(R"({"content":"lo"})") +
                     groq_event(groq_choice("{}") + R"(,"x_groq":{"id":"req_01","error":"overloaded KEY"})");
  all.unknown_stream = ": comment\n\nevent: novelty\ndata: {\"x\":[1]}\n\n" + groq_piece(R"({"content":"Hel","sparkle":{"a":1}})") +
                       groq_piece(R"({"content":"lo","executed_tools":[{"index":0,"type":"search"}]})") + groq_finish("stop");
  all.late_stream = groq_piece(R"({"content":"Hello"})") + groq_event(groq_choice("{}", "\"stop\"")) + groq_piece(R"({"content":" again"})") +
                    "data: [DONE]\n\n";
  const std::string cut = R"({"tool_calls":[{"id":"call_a","type":"function","function":{"name":"get_weather","arguments":"{\"ci"},"index":0}]})";
  all.cut_call = {groq_begin + groq_piece(cut) + groq_finish("length"), groq_whole(R"({"role":"assistant",)" + cut.substr(1), "length")};
  all.failures = {
      {401, groq_error("Invalid API Key KEY", "invalid_request_error", "invalid_api_key"), ErrorCode::permission_denied, false},
      {404, groq_error("The model `model-1` does not exist or you do not have access to it.", "invalid_request_error", "model_not_found"), ErrorCode::not_found, false},
      {429, groq_error("Rate limit reached for model `model-1` on tokens per minute (TPM). Please try again in 7.66s.", "tokens", "rate_limit_exceeded"), ErrorCode::rate_limited, true},
      {413, groq_error("Request too large for model `model-1` on tokens per minute (TPM): Limit 6000, Requested 7100", "tokens", "rate_limit_exceeded"), ErrorCode::limit_exceeded, false},
      {400, groq_error("Please reduce the length of the messages or completion.", "invalid_request_error", "context_length_exceeded"), ErrorCode::context_too_long, false},
      {400, groq_error("Failed to call a function. Please adjust your prompt. See 'failed_generation' for more details.", "invalid_request_error", "tool_use_failed"), ErrorCode::model_output_invalid, false},
      {400, groq_error("Failed to generate JSON. Please adjust your prompt.", "invalid_request_error", "json_validate_failed"), ErrorCode::model_output_invalid, false},
      {498, groq_error("Flex tier capacity exceeded", "server_error", "capacity_exceeded"), ErrorCode::overloaded, true},
      {503, groq_error("Service Unavailable", "internal_server_error", "service_unavailable"), ErrorCode::overloaded, true}};
  return all;
}

}  // namespace baton::test
