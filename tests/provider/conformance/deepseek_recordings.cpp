#include "provider/conformance/preset_recordings.hpp"

// Sources: DeepSeek API docs, "Create Chat Completion", "Thinking Mode", "Context Caching", "Error Codes" and
// "Rate Limit", which says that empty lines and ": keep-alive" come while a request waits.

namespace baton::test {
namespace {

const std::string deepseek_usage =
    R"("usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,"completion_tokens_details":{"reasoning_tokens":2},"prompt_cache_hit_tokens":4,"prompt_cache_miss_tokens":15})";

std::string deepseek_event(const std::string& members) {
  return R"(data: {"id":"id-1","object":"chat.completion.chunk","created":1718345013,"model":"model-1","system_fingerprint":"fp_a49d71b8a1",)" + members + "}\n\n";
}
std::string deepseek_piece(const std::string& delta) {
  return deepseek_event(R"("choices":[{"index":0,"delta":)" + delta + R"(,"finish_reason":null,"logprobs":null}])");
}
std::string deepseek_finish(const std::string& reason) {
  return deepseek_event(R"("choices":[{"index":0,"delta":{"content":"","role":null},"finish_reason":")" + reason + R"(","logprobs":null}],)" + deepseek_usage) +
         "data: [DONE]\n\n";
}
std::string deepseek_whole(const std::string& message, const std::string& reason) {
  return "\n\n" R"({"id":"id-1","object":"chat.completion","created":1718345013,"model":"model-1","choices":[{"index":0,"message":)" + message +
         R"(,"logprobs":null,"finish_reason":")" + reason + R"("}],)" + deepseek_usage + R"(,"system_fingerprint":"fp_a49d71b8a1"})";
}
const std::string deepseek_begin = ": keep-alive\n\n" + deepseek_piece(R"({"content":"","role":"assistant"})");

std::string deepseek_error(const std::string& message, const std::string& type, const std::string& code) {
  return R"({"error":{"message":")" + message + R"(","type":")" + type + R"(","param":null,"code":")" + code + R"("}})";
}

}  // namespace

Recordings deepseek_recordings() {
  Recordings all = preset_recordings("deepseek");
  all.absent = {.refusal = true, .returned_reasoning = true};  // it goes back beside tool calls only
  all.sign_of_life = ": keep-alive\n\n";
  all.text = {deepseek_begin + deepseek_piece(R"({"content":"Hello"})") + deepseek_piece(R"({"content":", \"W\u00f6rld\" \ud83d\ude00\n"})") +
                  deepseek_piece(R"({"content":"größe"})") + deepseek_finish("stop"),
              deepseek_whole(R"({"role":"assistant","content":"Hello, \"Wörld\" 😀\ngröße","reasoning_content":null})", "stop")};
  all.tools = {
      deepseek_begin +
          deepseek_piece(R"({"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"get_weather","arguments":""}}]})") +
          deepseek_piece(R"({"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":\"Paris\"}"}}]})") +
          deepseek_piece(R"({"tool_calls":[{"index":1,"id":"call_b","type":"function","function":{"name":"get_time","arguments":"{}"}}]})") +
          deepseek_finish("tool_calls"),
      deepseek_whole(R"({"role":"assistant","content":"","tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\"}"}},{"index":1,"id":"call_b","type":"function","function":{"name":"get_time","arguments":"{}"}}]})",
                     "tool_calls")};
  all.reasoning = {deepseek_begin + deepseek_piece(R"({"content":null,"reasoning_content":"Nine "})") +
                       deepseek_piece(R"({"content":null,"reasoning_content":"point eight"})") +
                       deepseek_piece(R"({"content":"9.8","reasoning_content":null})") + deepseek_finish("stop"),
                   deepseek_whole(R"({"role":"assistant","content":"9.8","reasoning_content":"Nine point eight"})", "stop")};
  all.length = {deepseek_begin + deepseek_piece(R"({"content":"Once upon"})") + deepseek_finish("length"),
                deepseek_whole(R"({"role":"assistant","content":"Once upon"})", "length")};
  all.error_stream = deepseek_begin + deepseek_piece(R"({"content":"Hel"})") + deepseek_piece(R"({"content":"lo"})") +
                     deepseek_finish("insufficient_system_resource");
  all.unknown_stream = ": keep-alive\n\nevent: novelty\ndata: {\"x\":[1]}\n\n" + deepseek_piece(R"({"content":"Hel","sparkle":{"a":1}})") +
                       deepseek_piece(R"({"content":"lo"})") + deepseek_finish("stop");
  all.late_stream = deepseek_piece(R"({"content":"Hello"})") + deepseek_event(R"("choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}])") +
                    deepseek_piece(R"({"content":" again"})") + "data: [DONE]\n\n";
  all.cut_call = {deepseek_begin + deepseek_piece(R"({"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"get_weather","arguments":"{\"ci"}}]})") +
                      deepseek_finish("length"),
                  deepseek_whole(R"({"role":"assistant","content":"","tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"get_weather","arguments":"{\"ci"}}]})", "length")};
  all.failures = {
      {401, deepseek_error("Authentication Fails, Your api key: KEY is invalid", "authentication_error", "invalid_request_error"), ErrorCode::permission_denied, false},
      {402, deepseek_error("Insufficient Balance", "unknown_error", "invalid_request_error"), ErrorCode::quota_exhausted, false},
      {400, deepseek_error("This model's maximum context length is 131072 tokens. However, you requested 140000 tokens", "invalid_request_error", "invalid_request_error"), ErrorCode::context_too_long, false},
      {422, deepseek_error("Invalid parameters", "invalid_request_error", "invalid_request_error"), ErrorCode::invalid_argument, false},
      {429, deepseek_error("Rate Limit Reached", "rate_limit_error", "invalid_request_error"), ErrorCode::rate_limited, true},
      {503, deepseek_error("Server overloaded", "server_error", "server_error"), ErrorCode::overloaded, true}};
  return all;
}

}  // namespace baton::test
