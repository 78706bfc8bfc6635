#include <baton/provider/watsonx.hpp>

#include "provider/conformance/recordings.hpp"
#include "provider/watsonx/watsonx_wire.hpp"

// Sources: IBM Cloud API docs, "watsonx.ai", "Infer text chat event stream"; the answers in the tests of
// IBM's Java SDK (ChatServiceStreamingTest, SyncHttpClientTest).

namespace baton::test {
namespace {

/// An event. The server numbers them; the number means nothing.
std::string watsonx_event(const std::string& members) {
  return "id: 1\nevent: message\ndata: {\"id\":\"id-1\",\"object\":\"chat.completion.chunk\",\"model_id\":\"model-1\",\"model\":\"model-1\"," +
         members + R"(,"created":1749736055,"model_version":"4.0.0","created_at":"2025-06-12T13:47:35.552Z"})" + "\n\n";
}
std::string watsonx_piece(const std::string& delta) {
  return watsonx_event(R"("choices":[{"index":0,"finish_reason":null,"delta":)" + delta + "}]");
}
std::string watsonx_finish(const std::string& reason) {
  return watsonx_event(R"("choices":[{"index":0,"finish_reason":")" + reason + R"(","delta":{"content":""}}])");
}
std::string watsonx_whole(const std::string& message, const std::string& reason) {
  return R"({"id":"id-1","object":"chat.completion","model_id":"model-1","model":"model-1","choices":[{"index":0,"message":)" +
         message + R"(,"finish_reason":")" + reason +
         R"("}],"created":1749288614,"model_version":"1.1.0","created_at":"2025-06-07T09:30:15.122Z","usage":{"completion_tokens":10,"prompt_tokens":19,"total_tokens":29}})";
}
const std::string watsonx_begin =
    watsonx_event(R"("choices":[{"index":0,"finish_reason":null,"delta":{"role":"assistant","content":""}}],"system":{"warnings":[{"message":"The value of 'max_completion_tokens' for this model was set to value 1024","id":"unspecified_max_completion_tokens","additional_properties":{"limit":0,"new_value":1024}}]})");
const std::string watsonx_usage = watsonx_event(R"("choices":[],"usage":{"completion_tokens":10,"prompt_tokens":19,"total_tokens":29})");

std::string watsonx_error(const std::string& code, const std::string& message, int status) {
  return R"({"errors":[{"code":")" + code + R"(","message":")" + message +
         R"(","more_info":"https://cloud.ibm.com/apidocs/watsonx-ai#text-chat"}],"trace":"23e11747002c4d2919987401b745f6a7","status_code":)" +
         std::to_string(status) + "}";
}

WatsonxOptions watsonx_recorded(std::string base_url, Secret key) {
  return {.model = "model-1", .base_url = std::move(base_url), .project_id = "project-1", .token = std::move(key), .key_variable = "WATSONX_TOKEN"};
}

Recording watsonx_tools() {
  return {
      watsonx_begin +
          watsonx_piece(R"({"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"get_weather","arguments":""}}]})") +
          watsonx_piece(R"({"tool_calls":[{"index":0,"function":{"name":"","arguments":"{\"city\":"}}]})") +
          watsonx_piece(R"({"tool_calls":[{"index":0,"function":{"name":"","arguments":"\"Paris\"}"}}]})") +
          watsonx_piece(R"({"tool_calls":[{"index":1,"id":"call_b","type":"function","function":{"name":"get_time","arguments":""}}]})") +
          watsonx_event(R"("choices":[{"index":0,"finish_reason":"tool_calls","delta":{"tool_calls":[{"index":1,"function":{"name":"","arguments":"{}"}}]}}])") +
          watsonx_usage,
      watsonx_whole(R"({"role":"assistant","tool_calls":[{"id":"call_a","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\"}"}},{"id":"call_b","type":"function","function":{"name":"get_time","arguments":"{}"}}]})",
                    "tool_calls")};
}

std::vector<HttpFailure> watsonx_failures() {
  return {{401, watsonx_error("authentication_token_not_valid", "Failed to authenticate the request due to invalid token: KEY", 401), ErrorCode::permission_denied, false},
          {403, watsonx_error("authorization_rejected", "Authorization rejected", 403), ErrorCode::permission_denied, false},
          {429, watsonx_error("rate_limit_reached_requests", "Rate limit reached", 429), ErrorCode::rate_limited, true},
          {429, watsonx_error("token_quota_reached", "Token quota has been reached", 429), ErrorCode::quota_exhausted, false},
          {400, watsonx_error("invalid_input_argument", "Invalid input argument for Model 'model-1': the number of input tokens 4098 cannot exceed the total tokens limit 4096 for this model", 400), ErrorCode::context_too_long, false},
          {400, watsonx_error("json_validation_error", "JSON validation failed", 400), ErrorCode::invalid_argument, false},
          {404, watsonx_error("model_not_supported", "Model 'model-1' is not supported", 404), ErrorCode::not_found, false},
          {503, watsonx_error("service_unavailable", "try later", 503), ErrorCode::overloaded, true}};
}

}  // namespace

Recordings watsonx_recordings() {
  Recordings all;
  all.vendor = "watsonx";
  all.wire = [](std::string url, Secret key) {
    return std::make_unique<detail::WatsonxWire>(watsonx_recorded(std::move(url), std::move(key)));
  };
  all.limited_wire = [](Capabilities can) {
    WatsonxOptions limited = watsonx_recorded("http://h", {});
    limited.capabilities = std::move(can);
    return std::make_unique<detail::WatsonxWire>(std::move(limited));
  };
  all.path = "/ml/v1/text/chat_stream?version=2026-08-11";
  all.whole_path = "/ml/v1/text/chat?version=2026-08-11";
  all.key_header = "authorization";
  all.request_id = {"X-Global-Transaction-Id", "req-9"};
  all.absent = {.files = true, .returned_reasoning = true};
  all.usage = {19, 10, 0, 0};
  all.text = {watsonx_begin + watsonx_piece(R"({"content":"Hello"})") + watsonx_piece(R"({"content":", \"W\u00f6rld\" \ud83d\ude00\n"})") +
                  watsonx_piece(R"({"content":"größe"})") + watsonx_finish("stop") + watsonx_usage,
              watsonx_whole(R"({"role":"assistant","content":"Hello, \"Wörld\" 😀\ngröße"})", "stop")};
  all.tools = watsonx_tools();
  all.reasoning = {watsonx_begin + watsonx_piece(R"({"reasoning_content":"Nine "})") + watsonx_piece(R"({"reasoning_content":"point eight"})") +
                       watsonx_piece(R"({"content":"9.8"})") + watsonx_finish("stop") + watsonx_usage,
                   watsonx_whole(R"({"role":"assistant","content":"9.8","reasoning_content":"Nine point eight"})", "stop")};
  all.length = {watsonx_begin + watsonx_piece(R"({"content":"Once upon"})") + watsonx_finish("length") + watsonx_usage,
                watsonx_whole(R"({"role":"assistant","content":"Once upon"})", "length")};
  all.refusal = {watsonx_begin + watsonx_piece(R"({"refusal":"I cannot "})") + watsonx_piece(R"({"refusal":"help."})") + watsonx_finish("stop") + watsonx_usage,
                 watsonx_whole(R"({"role":"assistant","refusal":"I cannot help."})", "stop")};
  all.error_stream = watsonx_begin + watsonx_piece(R"({"content":"Hel"})") + watsonx_piece(R"({"content":"lo"})") +
                     "id: 4\nevent: error\ndata: " + watsonx_error("service_unavailable", "overloaded KEY", 503) + "\n\n";
  all.unknown_stream = ": comment\n\nid: 0\nevent: novelty\ndata: {\"x\":[1]}\n\n" + watsonx_piece(R"({"content":"Hel","sparkle":{"a":1}})") +
                       watsonx_piece(R"({"content":"lo"})") + watsonx_finish("stop") + watsonx_usage + "id: 9\nevent: close\ndata: {}\n\n";
  all.late_stream = watsonx_piece(R"({"content":"Hello"})") + watsonx_finish("stop") + watsonx_piece(R"({"content":" again"})") + watsonx_usage;
  all.cut_call = {watsonx_begin + watsonx_piece(R"({"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"get_weather","arguments":"{\"ci"}}]})") +
                      watsonx_finish("length") + watsonx_usage,
                  watsonx_whole(R"({"role":"assistant","tool_calls":[{"id":"call_a","type":"function","function":{"name":"get_weather","arguments":"{\"ci"}}]})", "length")};
  all.failures = watsonx_failures();
  return all;
}

}  // namespace baton::test
