#include "provider/conformance/preset_recordings.hpp"

// Sources: OpenRouter docs, "Streaming" (comments, generation ids, errors within a stream), "Errors and Debugging",
// "Reasoning Tokens" and "Usage Accounting".

namespace baton::test {
namespace {

const std::string openrouter_usage =
    R"("usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,"cost":0.00014,"is_byok":false,"prompt_tokens_details":{"cached_tokens":4,"cache_write_tokens":3,"audio_tokens":0},"cost_details":{"upstream_inference_cost":null},"completion_tokens_details":{"reasoning_tokens":2}})";

std::string openrouter_event(const std::string& members) {
  return R"(data: {"id":"id-1","provider":"Google","model":"model-1","object":"chat.completion.chunk","created":1764200000,)" + members + "}\n\n";
}
std::string openrouter_choice(const std::string& delta, const std::string& reason = "null") {
  return R"("choices":[{"index":0,"delta":)" + delta + R"(,"finish_reason":)" + reason + R"(,"native_finish_reason":)" + reason + R"(,"logprobs":null}])";
}
std::string openrouter_piece(const std::string& delta) { return openrouter_event(openrouter_choice(delta)); }
/// The usage comes last, beside a choice that says nothing.
std::string openrouter_finish(const std::string& reason) {
  return openrouter_event(openrouter_choice(R"({"role":"assistant","content":""})", "\"" + reason + "\"")) +
         openrouter_event(openrouter_choice(R"({"role":"assistant","content":""})") + "," + openrouter_usage) + "data: [DONE]\n\n";
}
std::string openrouter_whole(const std::string& message, const std::string& reason) {
  return R"({"id":"id-1","provider":"Google","model":"model-1","object":"chat.completion","created":1764200000,"choices":[{"logprobs":null,"finish_reason":")" +
         reason + R"(","native_finish_reason":"STOP","index":0,"message":)" + message + "}]," + openrouter_usage + "}";
}
const std::string openrouter_begin =
    ": OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n" + openrouter_piece(R"({"role":"assistant","content":""})");

Recording openrouter_reasoning() {
  return {
      openrouter_begin +
          openrouter_piece(R"({"role":"assistant","content":"","reasoning":"Nine ","reasoning_details":[{"type":"reasoning.text","text":"Nine ","format":"anthropic-claude-v1","index":0}]})") +
          openrouter_piece(R"({"role":"assistant","content":"","reasoning":"point eight","reasoning_details":[{"type":"reasoning.text","text":"point eight","format":"anthropic-claude-v1","index":0}]})") +
          openrouter_piece(R"({"role":"assistant","content":"","reasoning":null,"reasoning_details":[{"type":"reasoning.text","signature":"c2lnbmVk","format":"anthropic-claude-v1","index":0}]})") +
          openrouter_piece(R"({"role":"assistant","content":"9.8"})") + openrouter_finish("stop"),
      openrouter_whole(R"({"role":"assistant","content":"9.8","refusal":null,"reasoning":"Nine point eight","reasoning_details":[{"type":"reasoning.text","text":"Nine point eight","signature":"c2lnbmVk","format":"anthropic-claude-v1","index":0}]})",
                       "stop")};
}

std::vector<HttpFailure> openrouter_failures() {
  return {{401, R"({"error":{"message":"No cookie auth credentials found: KEY","code":401}})", ErrorCode::permission_denied, false},
          {402, R"({"error":{"message":"Insufficient credits. Add more using https://openrouter.ai/settings/credits","code":402}})", ErrorCode::quota_exhausted, false},
          {403, R"({"error":{"code":403,"message":"openai/gpt-4 requires moderation","metadata":{"reasons":["violence"],"flagged_input":"x","provider_name":"OpenAI"}}})", ErrorCode::content_filtered, false},
          {429, R"({"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"model-1 is temporarily rate-limited upstream","provider_name":"Google"}},"user_id":"u"})", ErrorCode::rate_limited, true},
          {404, R"({"error":{"message":"No endpoints found for model-1.","code":404}})", ErrorCode::not_found, false},
          {502, R"({"error":{"code":502,"message":"Provider returned error","metadata":{"provider_name":"Google"}}})", ErrorCode::overloaded, true}};
}

}  // namespace

Recordings openrouter_recordings() {
  Recordings all = preset_recordings("openrouter");
  all.request_id = {"X-Generation-Id", "req-9"};
  all.sign_of_life = ": OPENROUTER PROCESSING\n\n";
  all.usage = {19, 10, 4, 2, false, 3};
  all.text = {openrouter_begin + openrouter_piece(R"({"role":"assistant","content":"Hello"})") +
                  openrouter_piece(R"({"role":"assistant","content":", \"W\u00f6rld\" \ud83d\ude00\n"})") +
                  openrouter_piece(R"({"role":"assistant","content":"größe"})") + openrouter_finish("stop"),
              openrouter_whole(R"({"role":"assistant","content":"Hello, \"Wörld\" 😀\ngröße","refusal":null,"reasoning":null})", "stop")};
  all.tools = {
      openrouter_begin +
          openrouter_piece(R"({"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"get_weather","arguments":"{\"city\":"}}]})") +
          openrouter_piece(R"({"role":"assistant","content":null,"tool_calls":[{"index":0,"type":"function","function":{"name":null,"arguments":"\"Paris\"}"}}]})") +
          openrouter_piece(R"({"role":"assistant","content":null,"tool_calls":[{"index":1,"id":"call_b","type":"function","function":{"name":"get_time","arguments":"{}"}}]})") +
          openrouter_finish("tool_calls"),
      openrouter_whole(R"({"role":"assistant","content":"","tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\"}"}},{"index":1,"id":"call_b","type":"function","function":{"name":"get_time","arguments":"{}"}}]})",
                       "tool_calls")};
  all.reasoning = openrouter_reasoning();
  all.signature = "c2lnbmVk";
  all.length = {openrouter_begin + openrouter_piece(R"({"content":"Once upon"})") + openrouter_finish("length"),
                openrouter_whole(R"({"role":"assistant","content":"Once upon"})", "length")};
  all.refusal = {openrouter_begin + openrouter_piece(R"({"refusal":"I cannot "})") + openrouter_piece(R"({"refusal":"help."})") + openrouter_finish("stop"),
                 openrouter_whole(R"({"role":"assistant","content":null,"refusal":"I cannot help."})", "stop")};
  all.error_stream = openrouter_begin + openrouter_piece(R"({"content":"Hel"})") + openrouter_piece(R"({"content":"lo"})") +
                     openrouter_event(R"("error":{"code":"server_error","message":"Provider disconnected unexpectedly: KEY"},)" +
                                      openrouter_choice(R"({"content":""})", "\"error\""));
  all.unknown_stream = ": OPENROUTER PROCESSING\n\nevent: novelty\ndata: {\"x\":[1]}\n\n" +
                       openrouter_piece(R"({"content":"Hel","annotations":[{"type":"url_citation"}]})") + openrouter_piece(R"({"content":"lo"})") +
                       openrouter_finish("stop");
  all.late_stream = openrouter_piece(R"({"content":"Hello"})") + openrouter_event(openrouter_choice("{}", "\"stop\"")) +
                    openrouter_piece(R"({"content":" again"})") + "data: [DONE]\n\n";
  const std::string cut = R"("tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"get_weather","arguments":"{\"ci"}}]})";
  all.cut_call = {openrouter_begin + openrouter_piece("{" + cut) + openrouter_finish("length"),
                  openrouter_whole(R"({"role":"assistant","content":"",)" + cut, "length")};
  all.failures = openrouter_failures();
  return all;
}

}  // namespace baton::test
