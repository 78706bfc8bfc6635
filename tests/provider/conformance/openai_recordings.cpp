#include <baton/provider/openai.hpp>

#include "provider/conformance/recordings.hpp"
#include "provider/openai/openai_wire.hpp"
#include "provider/openai/recordings.hpp"

// Sources: OpenAI API reference, "Chat Completions" and "Streaming"; OpenRouter, "Reasoning tokens".

namespace baton::test {
namespace {

std::string chunk(const std::string& choice) {
  return R"(data: {"id":"id-1","object":"chat.completion.chunk","created":1,"model":"model-1","choices":[)" + choice + "]}\n\n";
}
std::string piece(const std::string& delta) { return chunk(R"({"index":0,"delta":)" + delta + R"(,"finish_reason":null})"); }
std::string finish(const std::string& reason) {
  return chunk(R"({"index":0,"delta":{},"finish_reason":")" + reason + R"("})");
}
std::string whole(const std::string& message, const std::string& reason) {
  return R"({"id":"id-1","object":"chat.completion","created":1,"model":"model-1","choices":[{"index":0,"message":)" + message +
         R"(,"logprobs":null,"finish_reason":")" + reason +
         R"("}],"usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":2}}})";
}

const std::string usage =
    R"(data: {"id":"id-1","object":"chat.completion.chunk","created":1,"model":"model-1","choices":[],"usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":4,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":2,"audio_tokens":0}}})"
    "\n\n";
const std::string done = "data: [DONE]\n\n";
const std::string details = R"([{"type":"reasoning.text","text":"Nine point eight","signature":"c2lnbmVk","format":"anthropic-claude-v1","index":0}])";

OpenAiOptions options(std::string base_url, Secret key) {
  return {.model = "model-1", .base_url = std::move(base_url), .api_key = std::move(key), .key_variable = "OPENAI_API_KEY"};
}

Recording tools() {
  return {
      piece(R"({"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"get_weather","arguments":""}}]})") +
          piece(R"({"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":"}}]})") +
          piece(R"({"tool_calls":[{"index":0,"function":{"arguments":"\"Paris\"}"}}]})") +
          piece(R"({"tool_calls":[{"index":1,"id":"call_b","type":"function","function":{"name":"get_time","arguments":"{}"}}]})") +
          finish("tool_calls") + usage + done,
      whole(R"({"role":"assistant","content":null,"tool_calls":[{"id":"call_a","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\"}"}},{"id":"call_b","type":"function","function":{"name":"get_time","arguments":"{}"}}]})",
            "tool_calls")};
}

Recording reasoning() {
  return {
      piece(R"({"role":"assistant","content":"","reasoning":"Nine ","reasoning_details":[{"type":"reasoning.text","text":"Nine ","format":"anthropic-claude-v1","index":0}]})") +
          piece(R"({"content":"","reasoning":"point eight","reasoning_details":[{"type":"reasoning.text","text":"point eight","format":"anthropic-claude-v1","index":0}]})") +
          piece(R"({"content":"","reasoning":null,"reasoning_details":[{"type":"reasoning.text","signature":"c2lnbmVk","format":"anthropic-claude-v1","index":0}]})") +
          piece(R"({"content":"9.8"})") + finish("stop") + usage + done,
      whole(R"({"role":"assistant","content":"9.8","reasoning":"Nine point eight","reasoning_details":)" + details + "}", "stop")};
}

std::vector<HttpFailure> failures() {
  return {
      {401, R"({"error":{"message":"Incorrect API key provided: KEY","type":"invalid_request_error","param":null,"code":"invalid_api_key"}})", ErrorCode::permission_denied, false},
      {429, R"({"error":{"message":"Rate limit reached","type":"requests","param":null,"code":"rate_limit_exceeded"}})", ErrorCode::rate_limited, true},
      {429, R"({"error":{"message":"You exceeded your current quota","type":"insufficient_quota","param":null,"code":"insufficient_quota"}})", ErrorCode::quota_exhausted, false},
      {400, R"({"error":{"message":"This model's maximum context length is 8192 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}})", ErrorCode::context_too_long, false},
      {404, R"({"error":{"message":"The model does not exist","type":"invalid_request_error","param":null,"code":"model_not_found"}})", ErrorCode::not_found, false},
      {503, R"({"error":{"message":"The server is overloaded","type":"server_error","param":null,"code":null}})", ErrorCode::overloaded, true}};
}

}  // namespace

Recordings openai_recordings() {
  Recordings all;
  all.vendor = "openai";
  all.wire = [](std::string url, Secret key) {
    return std::make_unique<detail::OpenAiWire>(options(std::move(url), std::move(key)));
  };
  all.limited_wire = [](Capabilities can) {
    OpenAiOptions limited = options("http://h", {});
    limited.capabilities = std::move(can);
    return std::make_unique<detail::OpenAiWire>(std::move(limited));
  };
  all.path = "/chat/completions";
  all.key_header = "authorization";
  all.request_id = {"x-request-id", "req-9"};
  all.text = {piece(R"({"role":"assistant","content":"","refusal":null})") + piece(R"({"content":"Hello"})") +
                  piece(R"({"content":", \"W\u00f6rld\" \ud83d\ude00\n"})") + piece(R"({"content":"größe"})") + finish("stop") +
                  usage + done,
              whole(R"({"role":"assistant","content":"Hello, \"Wörld\" 😀\ngröße","refusal":null})", "stop")};
  all.tools = tools();
  all.reasoning = reasoning();
  all.signature = "c2lnbmVk";
  all.length = {piece(R"({"content":"Once upon"})") + finish("length") + usage + done,
                whole(R"({"role":"assistant","content":"Once upon"})", "length")};
  all.refusal = {piece(R"({"refusal":"I cannot "})") + piece(R"({"refusal":"help."})") + finish("stop") + usage + done,
                 whole(R"({"role":"assistant","content":null,"refusal":"I cannot help."})", "stop")};
  all.error_stream = piece(R"({"content":"Hel"})") + piece(R"({"content":"lo"})") +
                     "data: {\"error\":{\"message\":\"overloaded KEY\",\"type\":\"server_error\",\"code\":null}}\n\n";
  all.unknown_stream = ": comment\n\nevent: novelty\nid: 7\ndata: {\"object\":\"new.thing\",\"x\":[1]}\n\n" +
                       piece(R"({"content":"Hel","sparkle":{"a":1}})") + piece(R"({"content":"lo"})") + finish("stop") + usage + done;
  all.late_stream = piece(R"({"content":"Hello"})") + finish("stop") + piece(R"({"content":" again"})") + done;
  all.cut_call = {piece(R"({"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"get_weather","arguments":"{\"ci"}}]})") +
                      finish("length") + usage + done,
                  whole(R"({"role":"assistant","content":null,"tool_calls":[{"id":"call_a","type":"function","function":{"name":"get_weather","arguments":"{\"ci"}}]})",
                        "length")};
  all.failures = failures();
  return all;
}

}  // namespace baton::test
